'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import type { Asked } from '@/components/identity/asked';
import { type TokenUse, tokenFor } from '@/components/identity/auth-for';
import { isSignedIn, type Pasted, type SignedIn } from '@/components/identity/identity';
import { useNow } from '@/components/identity/use-now';
import { Badge } from '@/components/ui/badge';
import { decodeToken } from '@/lib/core/token';
import type { Foresight } from '@/lib/diagnosis/exchange';
import { CheckList, VERDICTS } from './check-list';
import { ClaimList } from './claim-list';

interface TokenViewProps {
  identity: SignedIn | Pasted;
  asked: Asked;
  foresight: Foresight | null;
}

const NAMES: Record<TokenUse, string> = { access: 'Access token', id: 'ID token', pasted: 'Pasted token' };

/** The token that is sent: what the route will make of it, and beside that all that it says. */
export function TokenView({ identity, asked, foresight }: TokenViewProps) {
  const now = useNow(true);
  const sent = tokenFor(identity, asked);
  const [picked, setPicked] = useState<TokenUse | null>(null);
  const tokens = tokensOf(identity, sent);
  const shown = tokens.find(({ use }) => use === picked) ?? sent;
  const reading = decodeToken(shown.token);
  return (
    <div className="grid gap-x-8 gap-y-5 @2xl:grid-cols-2">
      {foresight?.judgement ? <Verdict foresight={foresight} use={sent.use} /> : null}
      <section aria-labelledby="claims-heading" className="min-w-0">
        <div className="mb-1 flex flex-wrap items-center gap-2">
          <h2 id="claims-heading" className="font-medium">
            {NAMES[shown.use]}
          </h2>
          <Badge>Decoded, not verified</Badge>
          {tokens.length > 1 ? (
            <fieldset aria-label="Which token to look at" className="ml-auto flex gap-1">
              {tokens.map(({ use }) => (
                <button
                  key={use}
                  type="button"
                  aria-pressed={use === shown.use}
                  onClick={() => setPicked(use)}
                  className={clsx(
                    'h-6 rounded px-2 text-xs',
                    use === shown.use ? 'bg-selected text-accent-strong' : 'text-muted hover:bg-hover',
                  )}
                >
                  {NAMES[use]}
                  {use === sent.use ? ', sent' : ''}
                </button>
              ))}
            </fieldset>
          ) : null}
        </div>
        {reading.ok ? (
          <ClaimList payload={reading.token.payload} now={now} />
        ) : (
          <p className="text-muted">{reading.sentence} Its claims cannot be shown. It is sent as it is.</p>
        )}
      </section>
    </div>
  );
}

function tokensOf(identity: SignedIn | Pasted, sent: { token: string; use: TokenUse }) {
  if (!isSignedIn(identity)) return [sent];
  const { accessToken, idToken } = identity.tokens;
  const access = { use: 'access' as const, token: accessToken };
  return idToken === null ? [access] : [access, { use: 'id' as const, token: idToken }];
}

function Verdict({ foresight, use }: { foresight: Foresight; use: TokenUse }) {
  const { icon: Icon, colour } = VERDICTS[foresight.verdict];
  return (
    <section aria-labelledby="verdict-heading" className="min-w-0">
      <h2 id="verdict-heading" className="mb-1 font-medium">
        What this route will make of it
      </h2>
      <p className="mb-2 flex gap-2">
        <Icon aria-hidden="true" size={15} className={clsx('mt-0.5 shrink-0', colour)} />
        <span className="min-w-0 break-words">{foresight.sentence}</span>
      </p>
      <CheckList checks={foresight.judgement?.checks ?? []} />
      <p className="mt-2 text-faint text-xs">
        Judged as API Gateway does, for the {use === 'id' ? 'ID' : use === 'access' ? 'access' : 'pasted'} token that is
        sent. The signature is left to API Gateway.
      </p>
    </section>
  );
}

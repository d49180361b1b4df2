'use client';

import { useState } from 'react';
import { Command } from '@/components/shell/failure';
import type { PoolClient, Tokens, UserPoolSource } from '@/lib/auth/sign-in/contract';
import { BrowserSignIn } from './browser-sign-in';
import { LabelledSelect } from './labelled-select';
import { isLoopbackUrl, SUGGESTED_CALLBACK } from './loopback-url';
import { ScopeChoice } from './scope-choice';

interface ManagedLoginProps {
  from: UserPoolSource;
  client: PoolClient;
  onTokens: (tokens: Tokens) => void;
}

/** Signs in on the pool's own pages, through a callback URL that leads to this computer. */
export function ManagedLogin({ from, client, onTokens }: ManagedLoginProps) {
  const offered = client.oauth?.scopes ?? [];
  const urls = (client.oauth?.callbackUrls ?? []).filter(isLoopbackUrl);
  const [scopes, setScopes] = useState<readonly string[]>(offered);
  const [wanted, setChosen] = useState<string | null>(null);
  const chosen = urls.find((url) => url === wanted) ?? urls[0];
  if (chosen === undefined) {
    return (
      <div className="space-y-2">
        <p>
          No callback URL of {client.name} leads to this computer. Add this one to the app client, then open this window
          again.
        </p>
        <Command text={SUGGESTED_CALLBACK} />
      </div>
    );
  }
  const { source } = from;
  const start = { source, clientId: client.id, scopes: [...scopes], redirectUri: chosen };
  return (
    <BrowserSignIn start={start} onMissing={() => {}} onTokens={onTokens} fields={[]}>
      {() => (
        <>
          {urls.length > 1 ? (
            <LabelledSelect
              label="Callback URL"
              value={chosen}
              items={urls.map((url) => ({ value: url, label: url }))}
              onValue={setChosen}
            />
          ) : (
            <p className="text-muted text-xs">
              The answer comes back to the callback URL <span className="break-words font-mono">{chosen}</span>.
            </p>
          )}
          <ScopeChoice offered={offered} chosen={scopes} onChosen={setScopes} />
        </>
      )}
    </BrowserSignIn>
  );
}

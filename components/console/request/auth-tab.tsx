'use client';

import { clsx } from 'clsx';
import { type Dispatch, type ReactNode, useId, useMemo } from 'react';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { FieldError } from '@/components/ui/field-error';
import type { HttpAuthorizer, HttpRoute } from '@/lib/apis/http/contract';
import { fieldId } from './field-id';
import { problemOf } from './problem-of';
import { readToken } from './token-claims';

interface AuthTabProps {
  route: HttpRoute;
  authorizer: HttpAuthorizer | null;
  draft: Draft;
  problems: readonly DraftProblem[];
  dispatch: Dispatch<DraftAction>;
}

/** What the route asks of the caller, and the token where one is sent. */
export function AuthTab({ route, authorizer, draft, problems, dispatch }: AuthTabProps) {
  return (
    <div className="space-y-5">
      <section aria-labelledby="asked-heading">
        <h2 id="asked-heading" className="mb-1 font-medium">
          What the route asks for
        </h2>
        <Asked route={route} authorizer={authorizer} />
      </section>
      {draft.scheme === 'bearer' ? (
        <TokenField
          draft={draft}
          problem={problemOf(problems, 'token')}
          asked={{ authorizer, scopes: route.scopes }}
          dispatch={dispatch}
        />
      ) : (
        <p className="text-muted">
          {draft.scheme === 'iam'
            ? 'The request is signed with SigV4 for the service execute-api. The keys stay on the server.'
            : 'The request is sent without an identity.'}
        </p>
      )}
    </div>
  );
}

const PLAIN: Record<string, string> = {
  none: 'Nothing: anyone may call it.',
  iam: 'A SigV4 signature of somebody who has the permission execute-api:Invoke.',
  unknown: 'An authorization type that is not known here.',
};

function Asked({ route, authorizer }: { route: HttpRoute; authorizer: HttpAuthorizer | null }) {
  if (PLAIN[route.auth]) return <p className="text-muted">{PLAIN[route.auth]}</p>;
  if (!authorizer) return <p className="text-muted">Its authorizer could not be read.</p>;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <Fact name={authorizer.type === 'JWT' ? 'JWT authorizer' : 'Lambda authorizer'}>{authorizer.name}</Fact>
      {authorizer.issuer ? <Fact name="Issuer">{authorizer.issuer}</Fact> : null}
      {authorizer.audience.length > 0 ? <Fact name="Audience">{authorizer.audience.join(', ')}</Fact> : null}
      {route.scopes.length > 0 ? <Fact name="One of the scopes">{route.scopes.join(', ')}</Fact> : null}
      {authorizer.identitySource.length > 0 ? (
        <Fact name="Read from">{authorizer.identitySource.join(', ')}</Fact>
      ) : null}
      {authorizer.lambda ? <Fact name="Function">{authorizer.lambda}</Fact> : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-all font-mono text-xs leading-5">{children}</dd>
    </>
  );
}

interface TokenFieldProps {
  draft: Draft;
  problem: string | null;
  asked: { authorizer: HttpAuthorizer | null; scopes: readonly string[] };
  dispatch: Dispatch<DraftAction>;
}

function TokenField({ draft, problem, asked, dispatch }: TokenFieldProps) {
  const noteId = useId();
  return (
    <div>
      <h2 className="mb-1 font-medium">
        <label htmlFor={fieldId('token')}>Bearer token</label>
      </h2>
      <textarea
        id={fieldId('token')}
        rows={4}
        value={draft.token}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem ? true : undefined}
        aria-describedby={noteId}
        onChange={(event) => dispatch({ type: 'set', values: { token: event.target.value } })}
        className={clsx(
          'w-full resize-y break-all rounded-md border bg-ground px-2.5 py-1.5 font-mono text-xs',
          problem ? 'border-bad' : 'border-line-strong',
        )}
      />
      {problem ? (
        <FieldError id={noteId}>{problem}</FieldError>
      ) : (
        <p id={noteId} className="text-faint text-xs">
          It stays in this page and is gone with a reload.
        </p>
      )}
      {draft.token.trim() ? <Claims token={draft.token} asked={asked} /> : null}
    </div>
  );
}

function Claims({ token, asked }: { token: string; asked: TokenFieldProps['asked'] }) {
  const { authorizer, scopes } = asked;
  const reading = useMemo(() => readToken(token, { authorizer, scopes }, Date.now()), [token, authorizer, scopes]);
  if (reading.problem) return <p className="mt-3 text-muted">{reading.problem}</p>;
  return (
    <div className="mt-3">
      <h3 className="mb-1 text-muted">Decoded, not verified</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {reading.claims.map((claim) => (
          <Fact key={claim.name} name={claim.name}>
            {claim.value}
            {claim.mismatch ? <span className="block font-sans text-bad">{claim.mismatch}</span> : null}
          </Fact>
        ))}
      </dl>
    </div>
  );
}

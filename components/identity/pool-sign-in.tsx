'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Spinner } from '@/components/ui/spinner';
import type { PoolClient, Tokens, UserPoolSource } from '@/lib/auth/sign-in/contract';
import type { SignedIn } from './identity';
import { LabelledSelect } from './labelled-select';
import { ManagedLogin } from './managed-login';
import { PoolProgram } from './pool-program';
import { poolUser, type Way } from './signed-in';
import { Ways } from './ways';

// Amplify comes with it, and only when somebody signs in by a password.
const PoolPassword = dynamic(() => import('./pool-password').then((module) => module.PoolPassword), {
  ssr: false,
  loading: () => <Spinner />,
});

export interface PoolSignInProps {
  from: UserPoolSource;
  /** As the authorizer names it. */
  issuer: string;
  /** The scopes of the route. */
  scopes: readonly string[];
  again: SignedIn | null;
  onSignedIn: (identity: SignedIn) => void;
}

type WayId = 'password' | 'managed-login' | 'program';

/** Signs in to a user pool through one of its app clients, in a way that the client has. */
export function PoolSignIn({ from, issuer, scopes, again, onSignedIn }: PoolSignInProps) {
  const { clients } = from;
  const [clientId, setClientId] = useState(() => firstClient(clients, again)?.id ?? '');
  const client = clients.find((one) => one.id === clientId) ?? clients[0];
  const [wanted, setWanted] = useState<WayId | null>(null);
  if (!client) {
    return <p className="text-muted">This pool has no app client that the authorizer takes. Paste a token instead.</p>;
  }
  const ways = waysOf(client, from);
  const way = ways.find((one) => one.id === wanted)?.id ?? ways[0]?.id;
  const arrive = (tokens: Tokens, how: Way) => onSignedIn(poolUser({ tokens, way: how, issuer }, from, client));
  const shared = { from, client };
  return (
    <div className="space-y-3">
      {clients.length > 1 ? (
        <LabelledSelect
          label="App client"
          value={client.id}
          items={clients.map((one) => ({
            value: one.id,
            label: one.name,
            note: one.hasSecret ? 'has a secret' : undefined,
          }))}
          onValue={setClientId}
        />
      ) : null}
      <Ways label="How to sign in" ways={ways} value={way ?? 'password'} onValue={setWanted} />
      {way === 'password' ? (
        <PoolPassword
          key={client.id}
          {...shared}
          username={again?.label ?? ''}
          onTokens={({ tokens, username, deviceKey }) => arrive(tokens, { by: 'password', username, deviceKey })}
        />
      ) : null}
      {way === 'managed-login' ? (
        <ManagedLogin key={client.id} {...shared} onTokens={(tokens) => arrive(tokens, { by: 'managed-login' })} />
      ) : null}
      {way === 'program' ? (
        <PoolProgram
          key={client.id}
          {...shared}
          scopes={scopes}
          onTokens={(tokens, asked) => arrive(tokens, { by: 'client-credentials', scopes: asked, audience: null })}
        />
      ) : null}
      {way === undefined ? (
        <p className="text-muted">
          This app client has no way to sign in from here. Choose another one, or paste a token.
        </p>
      ) : null}
    </div>
  );
}

/** The client of last time, or the first that a person can use without more ado. */
function firstClient(clients: readonly PoolClient[], again: SignedIn | null): PoolClient | undefined {
  return (
    clients.find((one) => one.id === again?.clientId) ??
    clients.find((one) => one.hasSecret === false && hasPassword(one)) ??
    clients[0]
  );
}

/** Whether anybody can sign in with a password: no list means AWS's own, which has SRP. */
function hasPassword({ flows }: PoolClient): boolean {
  return !flows?.length || flows.some((flow) => /USER_SRP_AUTH|USER_PASSWORD_AUTH|USER_AUTH/.test(flow));
}

function waysOf(client: PoolClient, { pool }: UserPoolSource): { id: WayId; label: string }[] {
  const domain = pool.domain !== null;
  const oauth = (flow: string) => domain && (client.oauth?.flows.includes(flow) ?? false);
  return [
    ...(hasPassword(client) ? [{ id: 'password' as const, label: 'With a password' }] : []),
    ...(oauth('code') ? [{ id: 'managed-login' as const, label: 'Managed login' }] : []),
    ...(oauth('client_credentials') ? [{ id: 'program' as const, label: 'As the program itself' }] : []),
  ];
}

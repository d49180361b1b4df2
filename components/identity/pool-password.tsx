'use client';

import type { PoolClient, Tokens, UserPoolSource } from '@/lib/auth/sign-in/contract';
import { AmplifyFlow } from './amplify-flow';
import { PasswordSignIn } from './password-sign-in';
import type { PoolFlow } from './pool-flow';
import { SecretFlow } from './secret-flow';

interface PoolPasswordProps {
  from: UserPoolSource;
  client: PoolClient;
  username: string;
  onTokens: (arrival: { tokens: Tokens; username: string; deviceKey: string | null }) => void;
}

/** A password for a user pool: straight from here to Cognito, or through the server where the client has a secret. */
export function PoolPassword({ from, client, username, onTokens }: PoolPasswordProps) {
  const note = client.hasSecret
    ? 'This app client has a secret, so the password goes to Cognito through this Signalbox once.'
    : 'The password goes from this browser straight to Cognito.';
  return <PasswordSignIn open={() => flowFor(from, client)} username={username} note={note} onTokens={onTokens} />;
}

function flowFor({ source, pool }: UserPoolSource, client: PoolClient): PoolFlow {
  if (client.hasSecret) {
    return new SecretFlow({ account: source.account, poolId: pool.id, clientId: client.id });
  }
  const { id: clientId, flows } = client;
  return new AmplifyFlow({ poolId: pool.id, clientId, endpoint: pool.endpoint, flows, poolName: pool.name });
}

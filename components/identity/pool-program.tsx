'use client';

import { useState } from 'react';
import type { PoolClient, Tokens, UserPoolSource } from '@/lib/auth/sign-in/contract';
import { ProgramSignIn } from './program-sign-in';
import { ScopeChoice } from './scope-choice';
import { programScopes } from './scopes';

interface PoolProgramProps {
  from: UserPoolSource;
  client: PoolClient;
  scopes: readonly string[];
  onTokens: (tokens: Tokens, asked: string[]) => void;
}

/** An app client that signs in as itself, with the secret that the server reads from AWS. */
export function PoolProgram({ from, client, scopes: needed, onTokens }: PoolProgramProps) {
  const offered = client.oauth?.scopes ?? [];
  const [scopes, setScopes] = useState<readonly string[]>(() => programScopes(needed, offered));
  const asked = [...scopes];
  return (
    <ProgramSignIn
      asking={{ source: from.source, clientId: client.id, scopes: asked }}
      onMissing={() => {}}
      onTokens={(tokens) => onTokens(tokens, asked)}
      fields={[]}
    >
      {() => (
        <>
          <p className="text-muted">The secret of {client.name} is read from AWS on the server and stays there.</p>
          <ScopeChoice offered={offered} chosen={scopes} onChosen={setScopes} />
        </>
      )}
    </ProgramSignIn>
  );
}

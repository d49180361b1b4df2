'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exchangeIdentityPool } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import { FailureCard } from '@/components/shell/failure';
import { Input } from '@/components/ui/input';
import type { IdentityPool } from '@/lib/auth/sign-in/contract';
import { type HeldIdentity, isSignedIn, newIdentityId, type SignedIn } from './identity';
import { type IdentityPlace, signsFor } from './identity-place';
import { LabelledSelect } from './labelled-select';
import { identityPoolsQuery } from './queries';
import { renewIdentity } from './renew';
import { standingOf } from './renewal';
import { TaskDialog } from './task-dialog';
import { identities, useIdentities } from './use-identities';
import { fieldFailure, restOf, useTask, welcome } from './use-task';

const GUEST = '';

/** Exchanges a sign-in, or nobody's, for temporary AWS credentials of an identity pool. They stay on the server. */
export function PoolDialog({ place, again }: { place: IdentityPlace; again: HeldIdentity | null }) {
  const { account } = place.api;
  const before = startOf(again);
  const pools = useQuery(identityPoolsQuery(account));
  const members = useIdentities().filter((one): one is SignedIn => isSignedIn(one) && one.tokens.idToken !== null);
  const [poolId, setPoolId] = useState(before.poolId);
  const [memberId, setMemberId] = useState(before.memberId);
  const [roleArn, setRoleArn] = useState(before.roleArn);
  const { busy, failure, run } = useTask();

  const pool = pools.data?.find((one) => one.id === poolId) ?? pools.data?.[0];
  const member = memberOf(members, pool, memberId);
  const submit = () => {
    if (!pool) return;
    const custom = roleArn.trim();
    const exchange = { account, identityPoolId: pool.id, ...(custom ? { customRoleArn: custom } : {}) };
    void run(
      async () => {
        const idToken = member ? await freshIdToken(member) : null;
        return answered(exchangeIdentityPool({ ...exchange, login: idToken === null ? null : { idToken } }));
      },
      (held) => {
        const from = { type: 'identity-pool', exchange, poolName: pool.name, memberId: member?.id ?? null } as const;
        const label = member ? `${member.label} in ${pool.name}` : `Guest of ${pool.name}`;
        const choose = signsFor(place);
        welcome(place, { kind: 'held', id: again?.id ?? newIdentityId(), label, held, from }, { choose });
      },
    );
  };
  const guest = { value: GUEST, label: 'Nobody (unauthenticated)', disabled: pool?.unauthenticated === false };
  return (
    <TaskDialog
      title="Temporary credentials from an identity pool"
      action="Get credentials"
      busy={busy || pools.isPending}
      failure={restOf(failure, ['customRoleArn'])}
      waiting={pools.isPending ? 'Reading the identity pools' : 'Waiting for Cognito'}
      onSubmit={submit}
    >
      {pools.error ? (
        <FailureCard
          failure={pools.error.failure}
          subject="Identity pools"
          retrying={pools.isFetching}
          onRetry={() => void pools.refetch()}
        />
      ) : null}
      {pools.data?.length === 0 ? (
        <p className="text-muted">
          There is no identity pool in {account.region}. Choose another region in the sidebar.
        </p>
      ) : null}
      {pool ? (
        <>
          <LabelledSelect
            label="Identity pool"
            value={pool.id}
            items={(pools.data ?? []).map(({ id, name }) => ({ value: id, label: name, note: id }))}
            onValue={setPoolId}
          />
          <LabelledSelect
            label="For"
            value={member?.id ?? GUEST}
            items={[...members.map((one) => ({ value: one.id, label: one.label, note: one.realm })), guest]}
            onValue={setMemberId}
            hint={hintFor(pool, members, member)}
          />
          <Input
            label="Role ARN (optional)"
            mono
            value={roleArn}
            hint="Only where the pool lets one choose; otherwise it picks the role."
            error={fieldFailure(failure, 'customRoleArn')}
            onChange={(event) => setRoleArn(event.target.value)}
          />
        </>
      ) : null}
    </TaskDialog>
  );
}

/** What the form begins with: what the credentials were got with before. */
function startOf(again: HeldIdentity | null): { poolId: string | null; memberId: string | null; roleArn: string } {
  if (again?.from.type !== 'identity-pool') return { poolId: null, memberId: null, roleArn: '' };
  const { exchange, memberId } = again.from;
  return { poolId: exchange.identityPoolId, memberId: memberId ?? GUEST, roleArn: exchange.customRoleArn ?? '' };
}

/** Whom the person chose, or else the one who signed in last; nobody where the pool takes guests and nobody signed in. */
function memberOf(members: readonly SignedIn[], pool: IdentityPool | undefined, id: string | null): SignedIn | null {
  if (id === GUEST && pool?.unauthenticated !== false) return null;
  return members.find((one) => one.id === id) ?? members[0] ?? null;
}

function hintFor(pool: IdentityPool, members: readonly SignedIn[], member: SignedIn | null): string | undefined {
  if (members.length === 0 && !pool.unauthenticated)
    return 'This pool gives nothing to guests. Sign in first, then come back.';
  return member ? undefined : 'The pool gives guests a role of their own.';
}

async function freshIdToken(member: SignedIn): Promise<string | null> {
  const stale = standingOf(member, Date.now()).state === 'renewable';
  const fresh = stale ? await identities.renew(member.id, renewIdentity) : member;
  return isSignedIn(fresh) ? fresh.tokens.idToken : null;
}

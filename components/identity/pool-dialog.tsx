'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exchangeIdentityPool } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import { FailureCard } from '@/components/shell/failure';
import { Input } from '@/components/ui/input';
import { type HeldIdentity, isSignedIn, newIdentityId, type SignedIn } from './identity';
import { type IdentityPlace, signsFor } from './identity-place';
import { LabelledSelect } from './labelled-select';
import { firstPool, memberFor, poolHint, poolObjection } from './pool-members';
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
  const { busy, failure, run, refuse } = useTask();

  const pool = pools.data?.find((one) => one.id === poolId) ?? firstPool(pools.data ?? [], members);
  const member = pool ? memberFor(pool, members, memberId) : null;
  const submit = () => {
    if (!pool) return;
    const objection = poolObjection(pool, member);
    // What a sign-in is worth, Cognito knows better: the pool may have changed since it was read.
    if (objection && !member) return refuse({ code: 'invalid-input', ...objection });
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
            hint={poolHint(pool, members, member)}
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

async function freshIdToken(member: SignedIn): Promise<string | null> {
  const stale = standingOf(member, Date.now()).state === 'renewable';
  const fresh = stale ? await identities.renew(member.id, renewIdentity) : member;
  return isSignedIn(fresh) ? fresh.tokens.idToken : null;
}

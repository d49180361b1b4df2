'use client';

import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { identityQuery } from '@/components/shell/queries';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import type { AccountRef } from '@/lib/core/account';
import { Expiry } from './expiry';
import { type Identity, isSignedIn, type KeptIdentity } from './identity';
import { IdentityIcon } from './identity-icon';
import type { IdentityPlace } from './identity-place';
import { signOut } from './sign-out';
import { whoOf } from './who';

/** As whom the request goes: who that says it is, until when, and the way out. */
export function IdentityCard({ place, identity }: { place: IdentityPlace; identity: Identity }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line-strong bg-raised py-2 pr-2 pl-3">
      <IdentityIcon kind={identity.kind} size={16} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 truncate font-medium">{identity.label}</span>
          <Expiry identity={identity} />
        </p>
        {identity.kind === 'iam' ? (
          <Caller account={accountFor(place.api.account, identity.profile)} />
        ) : (
          <Line>{detailOf(identity)}</Line>
        )}
      </div>
      {identity.kind === 'none' || identity.kind === 'iam' ? null : <Leave identity={identity} />}
    </div>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <p className="break-all text-muted text-xs">{children}</p>;
}

function detailOf(identity: Identity): string {
  if (identity.kind === 'none') return 'The request is sent without an identity.';
  if (identity.kind === 'held' && identity.held.identityId) return `${whoOf(identity)} · ${identity.held.identityId}`;
  return whoOf(identity);
}

function accountFor({ region, profile: own }: AccountRef, profile: string | null): AccountRef {
  const name = profile ?? own;
  return name === undefined ? { region } : { region, profile: name };
}

/** Whom AWS takes the profile for, before anything is sent. */
function Caller({ account }: { account: AccountRef }) {
  const { data, error } = useQuery(identityQuery(account));
  if (error) return <p className="text-bad text-xs">{error.failure.message}</p>;
  if (!data) return <Line>Asking AWS who that is</Line>;
  return (
    <div className="flex items-center gap-1">
      <Line>{data.arn}</Line>
      <CopyButton what="ARN" text={data.arn} size="small" />
    </div>
  );
}

function Leave({ identity }: { identity: KeptIdentity }) {
  return (
    <Button size="small" icon={<LogOut aria-hidden="true" size={13} />} onClick={() => void signOut(identity)}>
      {isSignedIn(identity) ? 'Sign out' : 'Forget'}
    </Button>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureCard } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Spinner } from '@/components/ui/spinner';
import type { SignInSource } from '@/lib/auth/sign-in/contract';
import type { SignedIn } from './identity';
import { closeIdentityTask, openIdentityTask } from './identity-dialog';
import type { Door, IdentityPlace } from './identity-place';
import { IssuerSignIn } from './issuer-sign-in';
import { LabelledSelect } from './labelled-select';
import { PoolSignIn } from './pool-sign-in';
import { signInQuery } from './queries';
import { realmOf } from './realm';
import { recognised } from './signed-in';
import { identities } from './use-identities';
import { welcome } from './use-task';

interface SignInDialogProps {
  place: IdentityPlace;
  again: SignedIn | null;
}

/** Signs in at one of the API's authorizers: all that it needs is found from there. */
export function SignInDialog({ place, again }: SignInDialogProps) {
  const { doors } = place;
  const [authorizerId, setAuthorizerId] = useState(() => firstDoor(place, again)?.authorizerId ?? '');
  const door = doors.find((one) => one.authorizerId === authorizerId) ?? doors[0];
  return (
    <Dialog
      open
      title={again ? `Sign in again as ${again.label}` : 'Sign in'}
      onClose={closeIdentityTask}
      className="max-w-md"
    >
      <div className="space-y-3">
        {doors.length > 1 ? (
          <LabelledSelect
            label="Where"
            value={door?.authorizerId ?? ''}
            items={doors.map((one) => ({
              value: one.authorizerId,
              label: one.name,
              note: one.issuer ? realmOf(one.issuer) : '',
            }))}
            onValue={setAuthorizerId}
          />
        ) : null}
        {door ? (
          <At key={door.authorizerId} place={place} door={door} again={again} />
        ) : (
          <p className="text-muted">No route of this API asks for a token.</p>
        )}
      </div>
    </Dialog>
  );
}

/** The door that somebody came in by before, or the route's own. */
function firstDoor({ doors }: IdentityPlace, again: SignedIn | null): Door | undefined {
  return doors.find((one) => again !== null && one.issuer === again.issuer) ?? doors[0];
}

function At({ place, door, again }: SignInDialogProps & { door: Door }) {
  const { data, error, isFetching, refetch } = useQuery(signInQuery(place.api, door.authorizerId));
  const here = place.asked.authorizerId === door.authorizerId;
  const onSignedIn = (fresh: SignedIn) => welcome(place, recognised(fresh, identities.list(), again), { choose: here });
  if (error) {
    return (
      <FailureCard
        failure={error.failure}
        subject="Where to sign in"
        retrying={isFetching}
        onRetry={() => void refetch()}
      >
        <PasteInstead place={place} />
      </FailureCard>
    );
  }
  if (!data) {
    return (
      <p role="status" className="flex items-center gap-2 text-muted">
        <Spinner />
        Finding out where tokens for this route come from
      </p>
    );
  }
  return (
    <>
      <Where source={data} />
      <Forms source={data} door={door} again={again} scopes={here ? place.asked.scopes : []} onSignedIn={onSignedIn} />
      {data.type === 'user-pool'
        ? data.problems.map(({ subject, failure }) => <FailureCard key={subject} subject={subject} failure={failure} />)
        : null}
      <p className="border-line border-t pt-2 text-muted text-xs">
        You have a token already? <PasteInstead place={place} />
      </p>
    </>
  );
}

function PasteInstead({ place }: { place: IdentityPlace }) {
  return (
    <Button size="small" onClick={() => openIdentityTask(place, { type: 'paste' })}>
      Paste a token
    </Button>
  );
}

function Where({ source }: { source: SignInSource }) {
  if (source.type === 'lambda') return null;
  if (source.type === 'issuer') return <p className="break-all font-medium">{source.issuer}</p>;
  const { name, id, region } = source.pool;
  return (
    <p>
      <span className="font-medium">{name}</span>{' '}
      <span className="text-muted text-xs">
        user pool <span className="font-mono">{id}</span> in <span className="whitespace-nowrap">{region}</span>
      </span>
    </p>
  );
}

interface FormsProps {
  source: SignInSource;
  door: Door;
  again: SignedIn | null;
  scopes: readonly string[];
  onSignedIn: (identity: SignedIn) => void;
}

function Forms({ source, door, again, scopes, onSignedIn }: FormsProps) {
  const issuer = door.issuer ?? '';
  const mine = again?.issuer === issuer ? again : null;
  if (source.type === 'user-pool') {
    return <PoolSignIn from={source} issuer={issuer} scopes={scopes} again={mine} onSignedIn={onSignedIn} />;
  }
  if (source.type === 'issuer') {
    return <IssuerSignIn from={source} issuer={issuer} scopes={scopes} again={mine} onSignedIn={onSignedIn} />;
  }
  return <p className="text-muted">A Lambda function judges what is sent here; nobody signs in.</p>;
}

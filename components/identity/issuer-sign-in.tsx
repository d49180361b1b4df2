'use client';

import { useState } from 'react';
import { FailureCard } from '@/components/shell/failure';
import type { IssuerSource, Tokens } from '@/lib/auth/sign-in/contract';
import type { Failure } from '@/lib/core/error';
import { BrowserSignIn } from './browser-sign-in';
import { DeviceSignIn } from './device-sign-in';
import type { SignedIn } from './identity';
import { issuerClient } from './issuer-client';
import { askingOf, ISSUER_FIELDS, IssuerFields, type IssuerForm, type IssuerWay, issuerForm } from './issuer-form';
import { ProgramSignIn } from './program-sign-in';
import { issuerUser, type Way } from './signed-in';
import { Ways } from './ways';

interface IssuerSignInProps {
  from: IssuerSource;
  issuer: string;
  scopes: readonly string[];
  again: SignedIn | null;
  onSignedIn: (identity: SignedIn) => void;
}

/** Signs in at an issuer that is no user pool, in a way that its discovery document offers. */
export function IssuerSignIn({ from, issuer, scopes: needed, again, onSignedIn }: IssuerSignInProps) {
  const [wanted, setWanted] = useState<IssuerWay | null>(null);
  const [form, setForm] = useState(() => {
    const last = issuerClient(issuer).read();
    return issuerForm(from, needed, again ? { ...last, clientId: again.clientId } : last);
  });
  const [asked, setAsked] = useState(false);
  const ways = waysOf(from);
  const way = ways.find((one) => one.id === wanted)?.id ?? ways[0]?.id;
  if (from.problem) return <FailureCard failure={from.problem} subject="The issuer" />;
  if (way === undefined) {
    return <p className="text-muted">This issuer offers no way to sign in from here. Paste a token instead.</p>;
  }

  const set = (values: Partial<IssuerForm>) => setForm((before) => ({ ...before, ...values }));
  const asking = askingOf(form, from, way);
  const onTokens = (tokens: Tokens) => {
    if (!asking) return;
    const { clientId, redirectUri, scopes, audience = null } = asking;
    issuerClient(issuer).write({ clientId, redirectUri });
    set({ clientSecret: '' });
    const how: Way = way === 'program' ? { by: 'client-credentials', scopes, audience } : { by: way };
    onSignedIn(issuerUser({ tokens, way: how, issuer }, from, clientId));
  };
  const shared = {
    onMissing: () => setAsked(true),
    onTokens,
    fields: ISSUER_FIELDS,
    children: (failure: Failure | null) => (
      <IssuerFields way={way} form={form} asked={asked} failure={failure} onForm={set} />
    ),
  };
  return (
    <div className="space-y-3">
      <Ways label="How to sign in" ways={ways} value={way} onValue={setWanted} />
      {way === 'code' ? <BrowserSignIn start={asking} {...shared} /> : null}
      {way === 'device' ? <DeviceSignIn start={asking} {...shared} /> : null}
      {way === 'program' ? <ProgramSignIn asking={asking} {...shared} /> : null}
    </div>
  );
}

function waysOf({ offers }: IssuerSource): { id: IssuerWay; label: string }[] {
  return [
    ...(offers.code ? [{ id: 'code' as const, label: 'In the browser' }] : []),
    ...(offers.device ? [{ id: 'device' as const, label: 'By a code' }] : []),
    ...(offers.clientCredentials ? [{ id: 'program' as const, label: 'As the program itself' }] : []),
  ];
}

'use client';

import { Input } from '@/components/ui/input';
import type { IssuerSource } from '@/lib/auth/sign-in/contract';
import type { Failure } from '@/lib/core/error';
import type { IssuerClient } from './issuer-client';
import { redirectProblem } from './loopback-url';
import { programScopes, scopesToAsk, splitScopes } from './scopes';
import { fieldFailure } from './use-task';

export type IssuerWay = 'code' | 'device' | 'program';

/** What a person fills in to sign in at an issuer. */
export interface IssuerForm {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  audience: string;
  scopes: string;
  /** A program asks for other scopes than a person. */
  programScopes: string;
}

/** The fields that show their own failure. */
export const ISSUER_FIELDS = ['clientId', 'clientSecret', 'redirectUri', 'audience', 'scopes'];

/** Filled in as far as the authorizer, the route and the last sign-in tell. */
export function issuerForm(from: IssuerSource, routeScopes: readonly string[], client: IssuerClient): IssuerForm {
  return {
    ...client,
    clientSecret: '',
    audience: from.audience[0] ?? '',
    scopes: scopesToAsk(routeScopes, from).join(' '),
    programScopes: programScopes(routeScopes, null).join(' '),
  };
}

const scopesField = (way: IssuerWay) => (way === 'program' ? 'programScopes' : 'scopes');

/** What is asked of the issuer; null while something is missing. */
export function askingOf(form: IssuerForm, from: IssuerSource, way: IssuerWay) {
  const clientId = form.clientId.trim();
  const audience = form.audience.trim();
  const redirectUri = form.redirectUri.trim();
  if (clientId === '' || (way === 'code' && redirectProblem(redirectUri))) return null;
  return {
    source: from.source,
    clientId,
    scopes: splitScopes(form[scopesField(way)]),
    redirectUri,
    ...(audience ? { audience } : {}),
    ...(form.clientSecret ? { clientSecret: form.clientSecret } : {}),
  };
}

interface IssuerFieldsProps {
  way: IssuerWay;
  form: IssuerForm;
  /** The person wanted to go on, so what is missing is said. */
  asked: boolean;
  failure: Failure | null;
  onForm: (values: Partial<IssuerForm>) => void;
}

export function IssuerFields({ way, form, asked, failure, onForm }: IssuerFieldsProps) {
  const field = (name: keyof IssuerForm, missing: string | null = null) => ({
    value: form[name],
    error: fieldFailure(failure, name) ?? (asked ? missing : null),
    onChange: (event: { target: { value: string } }) => onForm({ [name]: event.target.value }),
  });
  const noClient = form.clientId.trim() === '' ? 'Enter a client id.' : null;
  return (
    <>
      <Input
        label="Client id"
        mono
        hint="Of an application that is registered with the issuer. It is no secret."
        {...field('clientId', noClient)}
      />
      <Input
        label={way === 'program' ? 'Client secret' : 'Client secret (only where it has one)'}
        type="password"
        hint="It goes to the server of this Signalbox, which keeps it in memory."
        {...field('clientSecret')}
      />
      {way === 'code' ? (
        <Input
          label="Redirect URI"
          mono
          hint="It must be registered with the issuer and lead to this computer."
          {...field('redirectUri', redirectProblem(form.redirectUri.trim()))}
        />
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2">
        <Input label="Audience" mono {...field('audience')} />
        <Input label="Scopes" mono {...field(scopesField(way))} />
      </div>
    </>
  );
}

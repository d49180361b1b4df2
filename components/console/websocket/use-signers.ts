'use client';

import type { Asked } from '@/components/identity/asked';
import { fitsRoute } from '@/components/identity/default-identity';
import type { Identity } from '@/components/identity/identity';
import { pickerGroups } from '@/components/identity/picker-choices';
import { useIdentities } from '@/components/identity/use-identities';
import { useAccount } from '@/components/shell/use-account';

const IAM: Asked = { auth: 'iam', authorizerId: null, issuer: null, audience: [], scopes: [], sources: [] };

/** Everybody who can sign: the account's own credentials, profiles, and temporary credentials that the server holds. */
export function useSigners(): { signers: Identity[]; asked: Asked } {
  const { list, account } = useAccount();
  const all = useIdentities();
  const own = account?.profile ?? list?.current ?? null;
  const profiles = { own, names: (list?.profiles ?? []).map(({ name }) => name) };
  const groups = pickerGroups({ apiKey: '', asked: IAM }, all, profiles);
  const signers = groups.flatMap(({ identities }) => identities).filter((one) => fitsRoute(one, IAM));
  return { signers, asked: IAM };
}

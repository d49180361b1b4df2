'use server';

import { z } from 'zod';
import * as dispatch from '@/lib/apis/dispatch';
import { AccountRef } from '@/lib/core/account';
import { parse } from '@/lib/core/parse';
import { answer, stream } from '@/lib/wire/server/action';

const Options = z.object({ refresh: z.boolean() });

/** The custom domains of an account, and which API answers at which of their paths. */
export async function listDomains(account: AccountRef, options: { refresh: boolean } = { refresh: false }) {
  return answer(() => dispatch.domains(parse(AccountRef, account), parse(Options, options)));
}

/** What is found out of each domain, as it is known: certificate, DNS, mappings that lead nowhere. */
export async function inspectDomains(account: AccountRef) {
  return stream((signal) => dispatch.inspectDomains(parse(AccountRef, account), signal));
}

import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Region } from '@/sandbox/model';
import { TemplateError } from '@/sandbox/template/parse';
import { directoryOf } from './directory';
import type { Mfa, UserPool } from './model';
import { addUser, setPassword, setTemporaryPassword } from './users';

const seedUser = z.strictObject({
  username: z.string().min(1),
  /** One that is in force; else `temporaryPassword`, which the first sign-in replaces. */
  password: z.string().optional(),
  temporaryPassword: z.string().optional(),
  attributes: z.record(z.string(), z.string()).default({}),
  groups: z.array(z.string()).default([]),
  /** Base32: the secret of an authenticator app that is already set up. */
  totpSecret: z
    .string()
    .regex(/^[A-Z2-7]+=*$/)
    .optional(),
  mfa: z.array(z.enum(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])).default([]),
  preferredMfa: z.enum(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']).optional(),
  unconfirmed: z.boolean().default(false),
  disabled: z.boolean().default(false),
});

/** Users by the name of their pool. Templates cannot hold passwords, so they stand in a file of their own. */
const seed = z.record(z.string(), z.array(seedUser));

export type Seed = z.infer<typeof seed>;
type SeedUser = z.infer<typeof seedUser>;

/** The users for a template's pools: `notes.users.yml` beside `notes.yaml`. */
export function plantUsersBeside(template: string, region: Region): void {
  const file = template.replace(/(\.template)?\.\w+$/, '.users.yml');
  if (existsSync(file)) plantUsers(region, readSeed(file));
}

function readSeed(file: string): Seed {
  const read = seed.safeParse(parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new TemplateError(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}

/** Puts the users into the pools of those names. */
export function plantUsers(region: Region, users: Seed): void {
  for (const pool of directoryOf(region).userPools.values()) {
    for (const user of users[pool.name] ?? []) plant(pool, user);
  }
}

function plant(pool: UserPool, given: SeedUser): void {
  const user = addUser(pool, given.username, { attributes: given.attributes, now: pool.createdAt });
  const mfas: Mfa[] = given.totpSecret ? ['SOFTWARE_TOKEN_MFA', ...given.mfa] : given.mfa;
  user.mfas = [...new Set(mfas)];
  user.groups = new Set(given.groups);
  user.enabled = !given.disabled;
  if (given.totpSecret) user.totp = { secret: given.totpSecret };
  if (given.preferredMfa) user.preferredMfa = given.preferredMfa;
  user.status = given.unconfirmed ? 'UNCONFIRMED' : 'CONFIRMED';
  if (given.password !== undefined) setPassword(pool, user, given.password);
  else if (given.temporaryPassword !== undefined) {
    // The pool is as old as its stack; its users are as if they had been invited today.
    setTemporaryPassword(pool, user, { password: given.temporaryPassword, now: Date.now() });
  }
}

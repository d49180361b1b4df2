import { randomInt } from 'node:crypto';
import { AwsFailure } from '@/sandbox/control/failure';
import type { World } from '@/sandbox/model';
import { uuidOf } from '@/sandbox/template/ids';
import { invalid } from './ask';
import { deliver } from './inbox';
import type { PasswordPolicy, User, UserPool } from './model';
import { newSalt, verifierOf } from './srp';

const DAY_MS = 86_400_000;

/** The user behind what somebody typed: the username, or an attribute by which this pool lets people sign in. */
export function userOf(pool: UserPool, typed: string): User | undefined {
  const same = (a: string | undefined, b: string) =>
    pool.caseSensitive ? a === b : a?.toLowerCase() === b.toLowerCase();
  const direct = pool.users.get(typed);
  if (direct) return direct;
  const aliases = [...pool.usernameAttributes, ...pool.aliasAttributes];
  return [...pool.users.values()].find(
    (user) => same(user.username, typed) || aliases.some((name) => same(user.attributes[name], typed)),
  );
}

/** What makes somebody a user; with `email` or `phone_number` as usernames the username is the sub. */
export function addUser(pool: UserPool, typed: string, { attributes, now }: NewUser): User {
  const sub = uuidOf(pool.id, typed);
  const named = pool.usernameAttributes.length > 0;
  const own = named ? { [typed.startsWith('+') ? 'phone_number' : 'email']: typed } : {};
  const user: User = {
    username: named ? sub : typed,
    sub,
    attributes: { ...own, ...attributes, sub },
    status: 'UNCONFIRMED',
    enabled: true,
    createdAt: now,
    changedAt: now,
    mfas: [],
    groups: new Set(),
  };
  pool.users.set(user.username, user);
  return user;
}

interface NewUser {
  attributes: Record<string, string>;
  now: number;
}

export function setPassword(pool: UserPool, user: User, password: string): void {
  const salt = newSalt();
  user.password = {
    salt,
    verifier: verifierOf({ poolName: poolNameOf(pool), username: user.username, password, salt }),
  };
}

/** A password that must be replaced at the first sign-in, and before long. */
export function setTemporaryPassword(pool: UserPool, user: User, { password, now }: { password: string; now: number }) {
  setPassword(pool, user, password);
  user.status = 'FORCE_CHANGE_PASSWORD';
  if (user.password) user.password.temporaryUntil = now + pool.passwordPolicy.temporaryDays * DAY_MS;
}

export function isPassword(pool: UserPool, user: User, password: string): boolean {
  if (!user.password) return false;
  const { salt, verifier } = user.password;
  return verifierOf({ poolName: poolNameOf(pool), username: user.username, password, salt }) === verifier;
}

export function poolNameOf({ id }: Pick<UserPool, 'id'>): string {
  return id.slice(id.indexOf('_') + 1);
}

export function checkPolicy({ passwordPolicy }: { passwordPolicy: PasswordPolicy }, password: string): void {
  const complaints: [boolean, string][] = [
    [password.length < passwordPolicy.minimumLength, 'Password not long enough'],
    [passwordPolicy.lowercase && !/[a-z]/.test(password), 'Password must have lowercase characters'],
    [passwordPolicy.uppercase && !/[A-Z]/.test(password), 'Password must have uppercase characters'],
    [passwordPolicy.numbers && !/\d/.test(password), 'Password must have numeric characters'],
    [passwordPolicy.symbols && !/[^\w\s]|_/.test(password), 'Password must have symbol characters'],
  ];
  const complaint = complaints.find(([broken]) => broken)?.[1];
  if (complaint) {
    throw new AwsFailure('InvalidPasswordException', 400, `Password did not conform with policy: ${complaint}`);
  }
}

export type Delivery = { medium: 'SMS' | 'EMAIL'; to: string; masked: string; attribute: string };

/** Where a code for this user goes; null where there is no such address. */
export function deliveryTo(user: User, medium: 'SMS' | 'EMAIL'): Delivery | null {
  const attribute = medium === 'SMS' ? 'phone_number' : 'email';
  const to = user.attributes[attribute];
  return to ? { medium, to, attribute, masked: mask(to) } : null;
}

/** Sends a fresh code and returns it. */
export function sendCode(world: World, pool: UserPool, { user, to, now }: Sending): string {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  deliver(world, {
    at: new Date(now).toISOString(),
    medium: to.medium,
    to: to.to,
    poolId: pool.id,
    username: user.username,
    text: `Your code is ${code}.`,
    code,
  });
  return code;
}

interface Sending {
  user: User;
  to: Delivery;
  now: number;
}

/** `a***@e***` and `+*******1234`, as Cognito shows an address to somebody who has not signed in. */
function mask(address: string): string {
  if (address.startsWith('+')) return `+${'*'.repeat(Math.max(1, address.length - 5))}${address.slice(-4)}`;
  const [local = '', host = ''] = address.split('@');
  return `${local.charAt(0)}***@${host.charAt(0)}***`;
}

/** Names that the pool's schema has; anything else is refused as AWS refuses it. */
export function checkAttributes(pool: UserPool, names: string[]): void {
  for (const name of names) {
    if (
      name !== 'email_verified' &&
      name !== 'phone_number_verified' &&
      !pool.schema.some((one) => one.name === name)
    ) {
      throw invalid(`user.${name}: Attribute does not exist in the schema.`);
    }
  }
}

import { randomBytes } from 'node:crypto';
import type { AccessKey, Account } from '@/sandbox/model';
import type { Role } from './roles';
import type { Statement } from './statement';

/** How long a key that has ended is kept, so that whoever still uses it is told that it has expired. */
const REMEMBERED_MS = 3_600_000;

interface Becoming {
  account: Account;
  role: Role;
  sessionName: string;
  seconds: number;
  /** Milliseconds since 1970. */
  now: number;
  /** Narrows what the role may do. */
  sessionPolicy?: Statement[];
  cognitoIdentity?: AccessKey['cognitoIdentity'];
}

export type TemporaryKey = AccessKey & Required<Pick<AccessKey, 'sessionToken' | 'expiresAt'>>;

/** Adds the key of a role's session to the role's account, where signatures are checked against it until it ends. */
export function addTemporaryKey(becoming: Becoming): TemporaryKey {
  const { account, role, sessionName, seconds, now, sessionPolicy, cognitoIdentity } = becoming;
  const key: TemporaryKey = {
    id: `ASIA${upperCase(16)}`,
    secret: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(258).toString('base64'),
    // Whole seconds: the protocols write it so.
    expiresAt: new Date(Math.floor(now / 1000) * 1000 + seconds * 1000).toISOString().replace('.000Z', 'Z'),
    arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${sessionName}`,
    userId: `${role.id}:${sessionName}`,
    deny: [],
    policies: [role.policies, ...(sessionPolicy ? [sessionPolicy] : [])],
    ...(cognitoIdentity ? { cognitoIdentity } : {}),
  };
  account.keys = account.keys.filter(({ expiresAt }) => !expiresAt || Date.parse(expiresAt) + REMEMBERED_MS > now);
  account.keys.push(key);
  return key;
}

export function upperCase(length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from(randomBytes(length), (byte) => letters.charAt(byte % letters.length)).join('');
}

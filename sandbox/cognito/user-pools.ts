import type { Call } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { pageOf } from '@/sandbox/control/paging';
import { numberOf } from '@/sandbox/template/json';
import { type Answered, type Ask, invalid, notFound, optional, required } from './ask';
import { directoryOf } from './directory';
import { revokeAllGrants } from './grants';
import type { User, UserPool, UserPoolClient } from './model';
import { shownClient, shownGroup, shownPool, shownUser } from './shapes';
import { attributesOf } from './sign-up';
import { addUser, checkPolicy, setPassword, setTemporaryPassword, userOf } from './users';

/** A signed operation: what is asked, and of which account and Region. */
export type SignedAsk = Ask & Pick<Call, 'region'>;
export type SignedRun = (ask: SignedAsk) => Answered;

/** The control plane of user pools. */
export const USER_POOL_OPERATIONS: Record<string, SignedRun> = {
  ListUserPools: (ask) =>
    paged(ask, [...directoryOf(ask.region).userPools.values()], {
      member: 'UserPools',
      size: 'MaxResults',
      most: 60,
      show: (pool) => ({
        Id: pool.id,
        Name: pool.name,
        LambdaConfig: {},
        CreationDate: pool.createdAt / 1000,
        LastModifiedDate: pool.createdAt / 1000,
      }),
    }),
  DescribeUserPool: (ask) => ({ UserPool: shownPool(poolOf(ask)) }),
  ListUserPoolClients: (ask) => {
    const pool = poolOf(ask);
    return paged(ask, [...pool.clients.values()], {
      member: 'UserPoolClients',
      size: 'MaxResults',
      most: 60,
      show: (client) => ({ ClientId: client.id, UserPoolId: pool.id, ClientName: client.name }),
    });
  },
  DescribeUserPoolClient: (ask) => {
    const pool = poolOf(ask);
    return { UserPoolClient: shownClient(pool, clientIn(pool, ask)) };
  },
  ListUserPoolClientSecrets: (ask) => ({
    ClientSecrets: clientIn(poolOf(ask), ask).secrets.map(({ id, value, createdAt }) => ({
      ClientSecretId: id,
      ClientSecretValue: value,
      ClientSecretCreateDate: createdAt / 1000,
    })),
  }),
  ListGroups: (ask) => {
    const pool = poolOf(ask);
    return { Groups: [...pool.groups.values()].map((group) => shownGroup(pool, group)) };
  },
  ListUsers: (ask) => {
    const pool = poolOf(ask);
    return paged(ask, [...pool.users.values()], {
      member: 'Users',
      size: 'Limit',
      most: 60,
      token: 'PaginationToken',
      show: (user) => shownUser(user, 'Attributes'),
    });
  },
  AdminGetUser: (ask) => shownUser(userIn(poolOf(ask), ask), 'UserAttributes'),
  AdminCreateUser: adminCreateUser,
  AdminSetUserPassword: adminSetUserPassword,
  AdminDeleteUser: (ask) => {
    const pool = poolOf(ask);
    pool.users.delete(userIn(pool, ask).username);
    return {};
  },
  AdminUserGlobalSignOut: (ask) => {
    const pool = poolOf(ask);
    const user = userIn(pool, ask);
    revokeAllGrants(pool, user);
    user.signedOutAt = ask.now;
    return {};
  },
  DeleteUserPool: (ask) => {
    directoryOf(ask.region).userPools.delete(poolOf(ask).id);
    return {};
  },
  AdminDisableUser: (ask) => setEnabled(ask, false),
  AdminEnableUser: (ask) => setEnabled(ask, true),
  AdminResetUserPassword: (ask) => {
    userIn(poolOf(ask), ask).status = 'RESET_REQUIRED';
    return {};
  },
};

function poolOf(ask: SignedAsk): UserPool {
  const id = required(ask, 'UserPoolId');
  const pool = directoryOf(ask.region).userPools.get(id);
  if (!pool) throw notFound(`User pool ${id} does not exist.`);
  return pool;
}

function clientIn(pool: UserPool, ask: SignedAsk): UserPoolClient {
  const id = required(ask, 'ClientId');
  const client = pool.clients.get(id);
  if (!client) throw notFound(`User pool client ${id} does not exist.`);
  return client;
}

function userIn(pool: UserPool, ask: SignedAsk): User {
  const user = userOf(pool, required(ask, 'Username'));
  if (!user) throw new AwsFailure('UserNotFoundException', 400, 'User does not exist.');
  return user;
}

function adminCreateUser(ask: SignedAsk): Answered {
  const pool = poolOf(ask);
  const typed = required(ask, 'Username');
  if (userOf(pool, typed)) throw new AwsFailure('UsernameExistsException', 400, 'User account already exists');
  const password = optional(ask, 'TemporaryPassword');
  if (password !== undefined) checkPolicy(pool, password);
  const user = addUser(pool, typed, { attributes: attributesOf(ask, 'UserAttributes'), now: ask.now });
  if (password === undefined) user.status = 'FORCE_CHANGE_PASSWORD';
  else setTemporaryPassword(pool, user, { password, now: ask.now });
  return { User: shownUser(user, 'Attributes') };
}

function adminSetUserPassword(ask: SignedAsk): Answered {
  const pool = poolOf(ask);
  const user = userIn(pool, ask);
  const password = required(ask, 'Password');
  checkPolicy(pool, password);
  if (ask.input.Permanent === true) {
    setPassword(pool, user, password);
    user.status = 'CONFIRMED';
  } else setTemporaryPassword(pool, user, { password, now: ask.now });
  user.changedAt = ask.now;
  return {};
}

function setEnabled(ask: SignedAsk, enabled: boolean): Answered {
  userIn(poolOf(ask), ask).enabled = enabled;
  return {};
}

interface Paging<T> {
  /** Under which the page stands in the answer. */
  member: string;
  /** The input that asks for a page size. */
  size: string;
  most: number;
  token?: string;
  show: (one: T) => unknown;
}

/** One page of a list, with a token for the next. */
export function paged<T>(ask: Ask, list: T[], { member, size, most, token = 'NextToken', show }: Paging<T>): Answered {
  const asked = numberOf(ask.input[size]) ?? most;
  if (!(Number.isInteger(asked) && asked >= 1 && asked <= most)) {
    throw invalid(
      `1 validation error detected: Value '${asked}' at '${size}' failed to satisfy constraint: Member must have value between 1 and ${most}`,
    );
  }
  const page = pageOf(list, asked, { token: optional(ask, token) ?? null, scope: member });
  if (!page) throw invalid('Invalid pagination token.');
  return { [member]: page.items.map(show), ...(page.nextToken ? { [token]: page.nextToken } : {}) };
}

import { AwsFailure } from '@/sandbox/control/failure';
import { listOf, objectOf, textOf } from '@/sandbox/template/json';
import { type Answered, type Ask, invalid, notAuthorized, optional, required } from './ask';
import { clientOf } from './directory';
import { revokeAllGrants } from './grants';
import type { User, UserPool, UserPoolClient } from './model';
import { checkSecretHash } from './secret-hash';
import {
  addUser,
  checkAttributes,
  checkPolicy,
  type Delivery,
  deliveryTo,
  sendCode,
  setPassword,
  userOf,
} from './users';

const CODE_MS = 3_600_000;
const SIGN_UP_CODE_MS = 24 * CODE_MS;
const MOST_ATTEMPTS = 5;

interface Named {
  pool: UserPool;
  client: UserPoolClient;
  typed: string;
  user: User | undefined;
}

function named(ask: Ask): Named {
  const { pool, client } = clientOf(ask.world, required(ask, 'ClientId'));
  const typed = required(ask, 'Username');
  checkSecretHash(client, typed, optional(ask, 'SecretHash'));
  return { pool, client, typed, user: userOf(pool, typed) };
}

export async function signUp(ask: Ask): Promise<Answered> {
  const { pool, typed, user: known } = named(ask);
  if (pool.adminCreatesUsersOnly) throw notAuthorized('SignUp is not permitted for this user pool');
  if (known) throw new AwsFailure('UsernameExistsException', 400, 'User already exists');
  const password = required(ask, 'Password');
  const attributes = attributesOf(ask, 'UserAttributes');
  checkAttributes(pool, Object.keys(attributes));
  checkPolicy(pool, password);
  const user = addUser(pool, typed, { attributes, now: ask.now });
  setPassword(pool, user, password);
  const to = deliveryOf(user);
  if (to) send(ask, pool, { user, to, purpose: 'sign-up' });
  return { UserConfirmed: false, UserSub: user.sub, ...(to ? { CodeDeliveryDetails: details(to) } : {}) };
}

export async function confirmSignUp(ask: Ask): Promise<Answered> {
  const { pool, user } = named(ask);
  if (!user) throw mismatch();
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  takeCode(user, { purpose: 'sign-up', given: required(ask, 'ConfirmationCode'), now: ask.now });
  user.status = 'CONFIRMED';
  user.changedAt = ask.now;
  markVerified(pool, user);
  return {};
}

export async function resendConfirmationCode(ask: Ask): Promise<Answered> {
  const { pool, user } = named(ask);
  if (!user) throw new AwsFailure('UserNotFoundException', 400, 'Username/client id combination not found.');
  if (user.status !== 'UNCONFIRMED') throw invalid('User is already confirmed.');
  const to = deliveryOf(user);
  if (!to) throw invalid('Cannot resend codes. Auto verification not turned on.');
  send(ask, pool, { user, to, purpose: 'sign-up' });
  return { CodeDeliveryDetails: details(to) };
}

export async function forgotPassword(ask: Ask): Promise<Answered> {
  const { pool, client, typed, user } = named(ask);
  if (!user) {
    if (!client.preventUserExistenceErrors) throw new AwsFailure('UserNotFoundException', 400, 'User does not exist.');
    // The same answer as for somebody who exists, so that nobody learns who does.
    return {
      CodeDeliveryDetails: {
        Destination: `${typed.charAt(0)}***@***`,
        DeliveryMedium: 'EMAIL',
        AttributeName: 'email',
      },
    };
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD')
    throw notAuthorized('User password cannot be reset in the current state.');
  const to = verifiedDelivery(user);
  if (!to) {
    throw invalid('Cannot reset password for the user as there is no registered/verified email or phone_number');
  }
  send(ask, pool, { user, to, purpose: 'forgot-password' });
  return { CodeDeliveryDetails: details(to) };
}

export async function confirmForgotPassword(ask: Ask): Promise<Answered> {
  const { pool, user } = named(ask);
  const password = required(ask, 'Password');
  const given = required(ask, 'ConfirmationCode');
  if (!user) throw mismatch();
  checkPolicy(pool, password);
  takeCode(user, { purpose: 'forgot-password', given, now: ask.now });
  setPassword(pool, user, password);
  user.status = 'CONFIRMED';
  user.changedAt = ask.now;
  revokeAllGrants(pool, user);
  return {};
}

function takeCode(user: User, { purpose, given, now }: { purpose: string; given: string; now: number }): void {
  const { code } = user;
  if (code?.purpose !== purpose || code.until <= now) {
    throw new AwsFailure('ExpiredCodeException', 400, 'Invalid code provided, please request a code again.');
  }
  if (code.attempts >= MOST_ATTEMPTS) {
    throw new AwsFailure('LimitExceededException', 400, 'Attempt limit exceeded, please try after some time.');
  }
  code.attempts++;
  if (code.value !== given) throw mismatch();
  delete user.code;
}

const mismatch = () =>
  new AwsFailure('CodeMismatchException', 400, 'Invalid verification code provided, please try again.');

function send(
  ask: Ask,
  pool: UserPool,
  { user, to, purpose }: { user: User; to: Delivery; purpose: 'sign-up' | 'forgot-password' },
) {
  const value = sendCode(ask.world, pool, { user, to, now: ask.now });
  const until = ask.now + (purpose === 'sign-up' ? SIGN_UP_CODE_MS : CODE_MS);
  user.code = { purpose, value, until, attempts: 0 };
}

function deliveryOf(user: User): Delivery | null {
  return deliveryTo(user, 'EMAIL') ?? deliveryTo(user, 'SMS');
}

function verifiedDelivery(user: User): Delivery | null {
  if (user.attributes.email_verified === 'true') return deliveryTo(user, 'EMAIL');
  return user.attributes.phone_number_verified === 'true' ? deliveryTo(user, 'SMS') : null;
}

function markVerified(pool: UserPool, user: User): void {
  const name = user.attributes.email ? 'email' : 'phone_number';
  if (pool.autoVerifiedAttributes.includes(name)) user.attributes[`${name}_verified`] = 'true';
}

function details({ masked, medium, attribute }: Delivery): Answered {
  return { Destination: masked, DeliveryMedium: medium, AttributeName: attribute };
}

/** `[{Name, Value}]` as an object. */
export function attributesOf({ input }: Pick<Ask, 'input'>, member: string): Record<string, string> {
  return Object.fromEntries(
    listOf(input[member])
      .map(objectOf)
      .flatMap(({ Name, Value }) => {
        const name = textOf(Name);
        return name === undefined ? [] : [[name, textOf(Value) ?? '']];
      }),
  );
}

import type { World } from '@/sandbox/model';
import { type Answered, invalid } from './ask';
import type { Mfa, User, UserPool } from './model';
import { openSession, type SignIn } from './sessions';
import { deliveryTo, sendCode } from './users';

/** What still stands between a user who proved a first factor and the tokens; null where nothing does. */
export function nextStep(world: World, signIn: SignIn): Answered | null {
  const { user, pool } = signIn;
  if (user.status === 'FORCE_CHANGE_PASSWORD') return newPasswordStep(signIn);
  if (pool.mfa === 'OFF') return null;
  const factors = mfasOf(pool, user);
  const preferred = factors.find((factor) => factor === user.preferredMfa) ?? factors[0];
  if (preferred === undefined) return pool.mfa === 'ON' ? setupStep(signIn) : null;
  return factors.length > 1 && !user.preferredMfa ? selectStep(signIn, factors) : mfaStep(world, signIn, preferred);
}

/** The second factors that a user can use; where the pool demands one, an address alone is enough for a code. */
export function mfasOf(pool: UserPool, user: User): Mfa[] {
  const usable: Record<Mfa, boolean> = {
    SMS_MFA: Boolean(user.attributes.phone_number),
    SOFTWARE_TOKEN_MFA: Boolean(user.totp),
    EMAIL_OTP: Boolean(user.attributes.email),
  };
  return pool.enabledMfas.filter((mfa) => usable[mfa] && (user.mfas.includes(mfa) || pool.mfa === 'ON'));
}

/** Asks for one second factor, after sending its code where it needs one. */
export function mfaStep(world: World, signIn: SignIn, mfa: Mfa): Answered {
  const { pool, user, now } = signIn;
  if (mfa === 'SOFTWARE_TOKEN_MFA') {
    return {
      ChallengeName: mfa,
      Session: openSession(signIn, mfa),
      ChallengeParameters: { USER_ID_FOR_SRP: user.username, FRIENDLY_DEVICE_NAME: '' },
    };
  }
  const to = deliveryTo(user, mfa === 'SMS_MFA' ? 'SMS' : 'EMAIL');
  if (!to) throw invalid(`The user has no address for ${mfa}.`);
  const code = sendCode(world, pool, { user, to, now });
  return {
    ChallengeName: mfa,
    Session: openSession(signIn, mfa, { code }),
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: to.medium,
      CODE_DELIVERY_DESTINATION: to.masked,
      USER_ID_FOR_SRP: user.username,
    },
  };
}

function newPasswordStep(signIn: SignIn): Answered {
  const { user, pool } = signIn;
  const { sub: _, ...shown } = user.attributes;
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: openSession(signIn, 'NEW_PASSWORD_REQUIRED'),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missingAttributes(pool, user).map((name) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(shown),
    },
  };
}

/** Attributes that the pool demands and the user lacks. */
export function missingAttributes({ schema }: UserPool, { attributes }: User): string[] {
  return schema.filter(({ name, required }) => required && !attributes[name] && name !== 'sub').map(({ name }) => name);
}

function selectStep(signIn: SignIn, factors: Mfa[]): Answered {
  return {
    ChallengeName: 'SELECT_MFA_TYPE',
    Session: openSession(signIn, 'SELECT_MFA_TYPE'),
    ChallengeParameters: {
      MFAS_CAN_CHOOSE: JSON.stringify(factors),
      USER_ID_FOR_SRP: signIn.user.username,
    },
  };
}

function setupStep(signIn: SignIn): Answered {
  const possible = signIn.pool.enabledMfas.filter((mfa) => mfa !== 'SMS_MFA');
  if (possible.length === 0) {
    throw invalid('User has no registered/verified email or phone number for the second factor that the pool demands.');
  }
  return {
    ChallengeName: 'MFA_SETUP',
    Session: openSession(signIn, 'MFA_SETUP'),
    ChallengeParameters: { MFAS_CAN_SETUP: JSON.stringify(possible), USER_ID_FOR_SRP: signIn.user.username },
  };
}

import type { World } from '@/sandbox/model';
import { type Answered, type Ask, invalid, parameter, record, required } from './ask';
import { clientOf } from './directory';
import { provePassword, type Starting, startEmailOtp, starting, startSrp } from './first-factor';
import { authenticationResult, refreshed } from './grants';
import type { UserPool, UserPoolClient } from './model';
import { mfasOf, nextStep } from './next-step';
import { checkSecretHash } from './secret-hash';
import { openSession, type SignIn } from './sessions';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export async function initiateAuth(ask: Ask): Promise<Answered> {
  const flow = required(ask, 'AuthFlow');
  const { pool, client } = clientOf(ask.world, required(ask, 'ClientId'));
  const parameters = record(ask, 'AuthParameters');
  const { world, now } = ask;
  if (flow === 'REFRESH_TOKEN_AUTH' || flow === 'REFRESH_TOKEN') {
    return refresh({ pool, client, now }, parameters);
  }
  checkFlow(client, flow);
  const typed = parameter(parameters, 'USERNAME');
  checkSecretHash(client, typed, parameters.SECRET_HASH);
  const start = starting({ world, pool, client, typed, now });
  switch (flow) {
    case 'USER_SRP_AUTH':
      return startSrp(start, parameter(parameters, 'SRP_A'));
    case 'USER_PASSWORD_AUTH':
      return goOn(world, { ...start, user: provePassword(start, parameter(parameters, 'PASSWORD')) });
    default:
      return userAuth(start, parameters);
  }
}

/** What the client may be asked for; without any flow given AWS allows SRP, refresh and custom ones. */
export function allowsFlow({ explicitAuthFlows }: UserPoolClient, name: string): boolean {
  const flows = explicitAuthFlows.length > 0 ? explicitAuthFlows : DEFAULT_FLOWS;
  return flows.includes(`ALLOW_${name}`) || flows.includes(name);
}

const DEFAULT_FLOWS = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH'];

const NOT_ENABLED: Record<string, string> = {
  USER_SRP_AUTH: 'USER_SRP_AUTH is not enabled for the client.',
  USER_PASSWORD_AUTH: 'USER_PASSWORD_AUTH flow not enabled for this client',
  USER_AUTH: 'USER_AUTH flow not enabled for this client',
};

function checkFlow(client: UserPoolClient, flow: string): void {
  if (flow === 'CUSTOM_AUTH') throw invalid('Custom auth lambda trigger is not configured for the user pool.');
  const complaint = NOT_ENABLED[flow];
  if (complaint === undefined) throw invalid('Initiate Auth method not supported.');
  if (!allowsFlow(client, flow)) throw invalid(complaint);
}

async function refresh(
  holder: { pool: UserPool; client: UserPoolClient; now: number },
  parameters: Record<string, string>,
): Promise<Answered> {
  const { pool, client } = holder;
  if (client.rotation || !allowsFlow(client, 'REFRESH_TOKEN_AUTH')) {
    throw invalid('REFRESH_TOKEN_AUTH flow not enabled for this client');
  }
  const token = parameter(parameters, 'REFRESH_TOKEN');
  checkSecretHash(client, pool.grants.get(token)?.username ?? '', parameters.SECRET_HASH);
  const { tokens } = await refreshed(holder, token);
  return { AuthenticationResult: { ...tokens, TokenType: 'Bearer' }, ChallengeParameters: {} };
}

/** Goes on after a proven first factor: the next challenge, or the tokens. */
export async function goOn(world: World, signIn: SignIn): Promise<Answered> {
  return nextStep(world, signIn) ?? finish(signIn);
}

export async function finish(signIn: SignIn): Promise<Answered> {
  return signIn.complete ? signIn.complete(signIn) : authenticationResult(signIn, signIn.user);
}

/** Choice-based sign-in: the preferred first factor at once, or a choice of those that there are. */
async function userAuth(start: Starting, parameters: Record<string, string>): Promise<Answered> {
  const available = firstFactorsOf(start);
  const preferred = parameters.PREFERRED_CHALLENGE;
  if (preferred && available.includes(preferred)) return startFactor(start, preferred, parameters);
  const [only, ...others] = available;
  if (only === 'EMAIL_OTP' && others.length === 0) return startFactor(start, only, parameters);
  const session = openSession(
    { ...start, user: { username: start.user?.username ?? start.typed } },
    'SELECT_CHALLENGE',
  );
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    Session: session,
    ChallengeParameters: { USERNAME: start.typed },
    AvailableChallenges: available,
  };
}

function firstFactorsOf({ pool, user }: Starting): string[] {
  const passwords = pool.firstFactors.includes('PASSWORD') ? ['PASSWORD', 'PASSWORD_SRP'] : [];
  // A one-time code cannot be the first factor where a second one follows.
  const second = pool.mfa === 'ON' || (user !== undefined && pool.mfa !== 'OFF' && mfasOf(pool, user).length > 0);
  const code = pool.firstFactors.includes('EMAIL_OTP') && !second && (!user || Boolean(user.attributes.email));
  return [...passwords, ...(code ? ['EMAIL_OTP'] : [])];
}

/** Begins one first factor of choice-based sign-in. */
export async function startFactor(start: Starting, name: string, given: Record<string, string>): Promise<Answered> {
  switch (name) {
    case 'PASSWORD':
      return goOn(start.world, { ...start, user: provePassword(start, parameter(given, 'PASSWORD')) });
    case 'PASSWORD_SRP':
      return startSrp(start, parameter(given, 'SRP_A'));
    case 'EMAIL_OTP':
      if (start.user) return startEmailOtp(start.world, { ...start, user: start.user });
      return strangerOtp(start);
    default:
      throw invalid(`Selected challenge ${name} is not available for the user.`);
  }
}

/** Where existence is not given away, a stranger is asked for a code that was never sent. */
function strangerOtp(start: Starting): Answered {
  return {
    ChallengeName: 'EMAIL_OTP',
    Session: openSession({ ...start, user: { username: start.typed } }, 'EMAIL_OTP'),
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
      CODE_DELIVERY_DESTINATION: `${start.typed.charAt(0)}***@***`,
    },
  };
}

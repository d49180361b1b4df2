import { totpStep } from '@/sandbox/cognito/totp';
import type { Call, Operation, Output } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import type { AccessKey } from '@/sandbox/model';
import { findRole, type Role, trusts } from './roles';
import { type Statement, statementsOf } from './statement';
import { addTemporaryKey } from './temporary-keys';

const LEAST_SECONDS = 900;
const USUAL_SECONDS = 3600;

/** The authenticator app of every user of the sandbox; its serial number is `arn:aws:iam::{account}:mfa/{user}`. */
export const MFA_SECRET = 'SANDBOXMFASECRETSANDBOXMFASECRET';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole: Operation = {
  name: 'AssumeRole',
  action: 'sts:AssumeRole',
  resource: ({ input }) => input.parameters.get('RoleArn') ?? '*',
  run: (call) => {
    const roleArn = needed(call, 'RoleArn');
    const sessionName = needed(call, 'RoleSessionName');
    if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
      throw malformed(
        `Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
      );
    }
    const found = findRole(call.world, roleArn);
    const mfa = checkMfa(call);
    if (
      !(
        found &&
        trusts(found.role, {
          action: 'sts:AssumeRole',
          principal: { AWS: call.key.arn },
          context: contextOf(call, mfa),
        })
      )
    ) {
      throw denied(call.key, roleArn);
    }
    const { role, account } = found;
    const seconds = secondsOf(call, role);
    const sessionPolicy = sessionPolicyOf(call);
    const key = addTemporaryKey({
      account,
      role,
      sessionName,
      seconds,
      now: Date.now(),
      ...(sessionPolicy ? { sessionPolicy } : {}),
    });
    return answer(key, role, sessionName);
  },
};

function answer(key: ReturnType<typeof addTemporaryKey>, role: Role, sessionName: string): Output {
  return {
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${sessionName}`, Arn: key.arn },
    Credentials: {
      AccessKeyId: key.id,
      SecretAccessKey: key.secret,
      SessionToken: key.sessionToken,
      Expiration: key.expiresAt,
    },
  };
}

function contextOf({ input: { parameters }, key }: Call, mfa: boolean): Record<string, string[]> {
  const externalId = parameters.get('ExternalId');
  return {
    'aws:multifactorauthpresent': mfa ? ['true'] : [],
    'aws:multifactorauthage': mfa ? ['0'] : [],
    'aws:principalarn': [key.arn],
    'aws:principalaccount': [key.arn.split(':')[4] ?? ''],
    'sts:externalid': externalId === null ? [] : [externalId],
    'sts:rolesessionname': [parameters.get('RoleSessionName') ?? ''],
  };
}

/** Whether a second factor was given; a wrong one is refused even where the role asks for none. */
function checkMfa({ input: { parameters }, key }: Call): boolean {
  const serial = parameters.get('SerialNumber');
  const code = parameters.get('TokenCode');
  if (serial === null && code === null) return false;
  const own = key.arn.replace(':user/', ':mfa/');
  if (serial !== own) {
    throw new AwsFailure(
      'AccessDenied',
      403,
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (totpStep(MFA_SECRET, code ?? '', Date.now()) === undefined) {
    throw new AwsFailure('AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  }
  return true;
}

function secondsOf({ input, key }: Call, role: Role): number {
  const given = input.parameters.get('DurationSeconds');
  const seconds = given === null ? USUAL_SECONDS : Number(given);
  if (!(Number.isInteger(seconds) && seconds >= LEAST_SECONDS)) {
    throw malformed(
      `Value '${given}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to ${LEAST_SECONDS}`,
    );
  }
  if (key.sessionToken && seconds > USUAL_SECONDS) {
    throw new AwsFailure(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionSeconds) {
    throw new AwsFailure(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return seconds;
}

function sessionPolicyOf({ input }: Call): Statement[] | undefined {
  const given = input.parameters.get('Policy');
  if (given === null) return;
  try {
    return statementsOf(JSON.parse(given));
  } catch {
    throw new AwsFailure('MalformedPolicyDocument', 400, 'This policy contains invalid Json');
  }
}

function needed({ input }: Call, name: string): string {
  const value = input.parameters.get(name);
  if (value) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw malformed(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
}

function malformed(complaint: string): AwsFailure {
  return new AwsFailure('ValidationError', 400, `1 validation error detected: ${complaint}`);
}

function denied(key: AccessKey, roleArn: string): AwsFailure {
  return new AwsFailure(
    'AccessDenied',
    403,
    `User: ${key.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
}

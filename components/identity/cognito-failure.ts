import type { Failure, SignInReason } from '@/lib/core/error';

interface Words {
  message: string;
  next: string;
  reason?: SignInReason;
  code?: Failure['code'];
  field?: string;
}

/** What Cognito's refusals mean to a person, by the name of the exception. */
const WORDS: Record<string, Words> = {
  UserNotFoundException: {
    message: 'There is no user of this name in the pool.',
    next: 'Look at the spelling, or ask whoever runs the pool to add the user.',
    reason: 'wrong-password',
    field: 'username',
  },
  UserNotConfirmedException: {
    message: 'This user has not confirmed the sign-up yet.',
    next: 'Enter the code that was sent, or let it be sent again.',
    reason: 'user-not-confirmed',
  },
  PasswordResetRequiredException: {
    message: 'The password of this user was reset.',
    next: 'Set a new one with “Forgotten password”.',
    reason: 'password-reset-required',
  },
  InvalidPasswordException: {
    message: 'The new password is not strong enough for the pool.',
    next: 'Choose one that meets the rule.',
    reason: 'password-too-weak',
    field: 'newPassword',
  },
  PasswordHistoryPolicyViolationException: {
    message: 'The pool has seen this password before.',
    next: 'Choose another one.',
    reason: 'password-too-weak',
    field: 'newPassword',
  },
  CodeMismatchException: {
    message: 'That code is not right.',
    next: 'Enter the newest code.',
    reason: 'code-mismatch',
    field: 'code',
  },
  EnableSoftwareTokenMFAException: {
    message: 'That code is not right.',
    next: 'Enter the code that the app shows now. If it keeps being refused, look at the clock of the phone.',
    reason: 'code-mismatch',
    field: 'code',
  },
  ExpiredCodeException: {
    message: 'That code is no longer good.',
    next: 'Let a new one be sent.',
    reason: 'code-expired',
    field: 'code',
  },
  CodeDeliveryFailureException: {
    message: 'Cognito could not send the code.',
    next: 'Ask whoever runs the pool to look at its e-mail and SMS settings.',
  },
  LimitExceededException: {
    message: 'That was tried too often.',
    next: 'Wait some minutes, then try again.',
    reason: 'too-many-attempts',
  },
  TooManyRequestsException: {
    message: 'Cognito asks to slow down.',
    next: 'Wait a moment, then try again.',
    reason: 'too-many-attempts',
    code: 'throttled',
  },
  TooManyFailedAttemptsException: {
    message: 'There were too many wrong codes.',
    next: 'Let a new one be sent.',
    reason: 'too-many-attempts',
  },
  ResourceNotFoundException: {
    message: 'This user pool or app client does not exist any more.',
    next: 'Refresh the description of the API. The authorizer may name a pool that was deleted.',
    reason: 'pool-gone',
    code: 'not-found',
  },
  NetworkError: {
    message: 'Cognito could not be reached from this browser.',
    next: 'Look at the network, the VPN or the proxy, then try again.',
    code: 'unreachable',
  },
  ForbiddenException: {
    message: 'A firewall in front of the pool turned the sign-in away.',
    next: 'Ask whoever runs the pool whether its web ACL lets this computer in.',
  },
  SignInException: {
    message: 'This sign-in is over.',
    next: 'Sign in from the start.',
    reason: 'session-expired',
  },
};

const SAME: Record<string, string> = {
  AliasExistsException: 'InvalidParameterException',
  TypeError: 'NetworkError',
  UserNotAuthenticatedException: 'SignInException',
  InvalidSessionException: 'SignInException',
  EmptySignInPassword: 'InvalidParameterException',
};

/** A refusal of Cognito, as an exception of Amplify or of its own, in words. Never passes on what the person typed. */
export function cognitoFailure(error: unknown): Failure {
  const { name = '', message = '' } = (typeof error === 'object' && error !== null ? error : {}) as {
    name?: string;
    message?: string;
  };
  const words =
    WORDS[SAME[name] ?? name] ?? (name === 'NotAuthorizedException' ? notAuthorized(message) : unknown(message));
  const { reason, field, next } = words;
  return {
    code: words.code ?? 'sign-in-refused',
    message: name === 'InvalidPasswordException' ? weak(message, words.message) : words.message,
    detail: { next, ...(reason ? { reason } : {}), ...(field ? { field } : {}) },
  };
}

/** One exception for many things: only the text tells which. */
function notAuthorized(message: string): Words {
  if (/refresh token/i.test(message)) {
    return {
      message: 'The sign-in is over: Cognito takes its refresh token no more.',
      next: 'Sign in again.',
      reason: 'refresh-refused',
    };
  }
  if (/attempts exceeded/i.test(message)) {
    return {
      message: 'The password was wrong too often.',
      next: 'Wait some minutes, then try again.',
      reason: 'too-many-attempts',
    };
  }
  if (/session/i.test(message)) {
    return { message: 'This sign-in took too long.', next: 'Sign in from the start.', reason: 'session-expired' };
  }
  if (/disabled/i.test(message)) {
    return { message: 'This user is disabled.', next: 'Ask whoever runs the pool to enable it.' };
  }
  if (/secret/i.test(message)) {
    return {
      message: 'This app client has a secret, which a browser does not have.',
      next: 'Choose another app client.',
    };
  }
  if (/temporary password/i.test(message)) {
    return { message: 'The temporary password is no longer good.', next: 'Ask whoever runs the pool for a new one.' };
  }
  return {
    message: 'The user name or the password is wrong.',
    next: 'Type the password again. If it is forgotten, set a new one.',
    reason: 'wrong-password',
    field: 'password',
  };
}

function unknown(message: string): Words {
  const said = message.trim().slice(0, 300);
  return said
    ? { message: `Cognito says: ${said}`, next: 'Correct it and try again.' }
    : { message: 'Cognito gave an answer that makes no sense here.', next: 'Try again.' };
}

/** The rule that was broken stands in Cognito's own sentence: `Password did not conform with policy: …`. */
function weak(message: string, otherwise: string): string {
  const rule = /policy:\s*(.+)$/i.exec(message)?.[1];
  return rule
    ? `The new password is not strong enough: ${rule.charAt(0).toLowerCase()}${rule.slice(1).replace(/\.?\s*$/, '.')}`
    : otherwise;
}

import type { ConfirmSignInOutput } from 'aws-amplify/auth';
import { Failed } from '@/components/shell/answer';
import type { PoolStep } from './pool-flow';

type NextStep = ConfirmSignInOutput['nextStep'];

/** What Amplify wants next, in our own words. */
export function stepOf(next: NextStep, who: { poolName: string; username: string }): PoolStep {
  switch (next.signInStep) {
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return { type: 'new-password', attributes: (next.missingAttributes ?? []).map(String) };
    case 'CONFIRM_SIGN_IN_WITH_SMS_CODE':
      return { type: 'code', by: 'sms', destination: next.codeDeliveryDetails?.destination ?? null };
    case 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE':
      return { type: 'code', by: 'email', destination: next.codeDeliveryDetails?.destination ?? null };
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      return { type: 'code', by: 'app', destination: null };
    case 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE':
      return { type: 'code', by: 'custom', destination: null };
    case 'CONFIRM_SIGN_IN_WITH_PASSWORD':
      return { type: 'password' };
    case 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP':
      return { type: 'set-up-email' };
    case 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP': {
      const { sharedSecret, getSetupUri } = next.totpSetupDetails;
      return { type: 'set-up-app', secretCode: sharedSecret, uri: getSetupUri(who.poolName, who.username).href };
    }
    case 'CONFIRM_SIGN_UP':
      return { type: 'unconfirmed' };
    case 'RESET_PASSWORD':
      return { type: 'reset-needed' };
    default:
      return choiceOf(next);
  }
}

function choiceOf(next: NextStep): PoolStep {
  if (next.signInStep === 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION') {
    return { type: 'choose', what: 'use', choices: [...(next.allowedMFATypes ?? [])] };
  }
  if (next.signInStep === 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION') {
    return { type: 'choose', what: 'set-up', choices: [...(next.allowedMFATypes ?? [])] };
  }
  if (next.signInStep === 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION') {
    const offered = next.availableChallenges ?? [];
    // A passkey belongs to the web site that made it, and with SRP the password need not be sent.
    const choices = offered.filter(
      (one) => one !== 'WEB_AUTHN' && !(one === 'PASSWORD' && offered.includes('PASSWORD_SRP')),
    );
    if (choices.length > 0) return { type: 'choose', what: 'use', choices };
  }
  throw new Failed({
    code: 'not-supported',
    message: 'The user pool asks for something that cannot be answered here.',
    detail: { next: 'Sign in through managed login, or paste a token.' },
  });
}

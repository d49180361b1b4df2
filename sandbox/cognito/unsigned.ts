import type { Answered, Ask } from './ask';
import { getCredentialsForIdentity, getId } from './identity-pools';
import { initiateAuth } from './initiate-auth';
import {
  associateSoftwareToken,
  getTokensFromRefreshToken,
  getUser,
  globalSignOut,
  revokeToken,
  setUserMfaPreference,
  verifySoftwareToken,
} from './own-user';
import { respondToAuthChallenge } from './respond';
import { confirmForgotPassword, confirmSignUp, forgotPassword, resendConfirmationCode, signUp } from './sign-up';

/** Operations that AWS takes without a signature, by X-Amz-Target: whoever signs in has no AWS credentials yet. */
export const UNSIGNED: Record<string, (ask: Ask) => Promise<Answered>> = {
  ...targets('AWSCognitoIdentityProviderService', {
    AssociateSoftwareToken: associateSoftwareToken,
    ConfirmForgotPassword: confirmForgotPassword,
    ConfirmSignUp: confirmSignUp,
    ForgotPassword: forgotPassword,
    GetTokensFromRefreshToken: getTokensFromRefreshToken,
    GetUser: getUser,
    GlobalSignOut: globalSignOut,
    InitiateAuth: initiateAuth,
    ResendConfirmationCode: resendConfirmationCode,
    RespondToAuthChallenge: respondToAuthChallenge,
    RevokeToken: revokeToken,
    SetUserMFAPreference: setUserMfaPreference,
    SignUp: signUp,
    VerifySoftwareToken: verifySoftwareToken,
  }),
  ...targets('AWSCognitoIdentityService', {
    GetCredentialsForIdentity: getCredentialsForIdentity,
    GetId: getId,
  }),
};

function targets(prefix: string, operations: Record<string, (ask: Ask) => Promise<Answered>>) {
  return Object.fromEntries(Object.entries(operations).map(([name, run]) => [`${prefix}.${name}`, run]));
}

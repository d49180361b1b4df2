import { build } from 'esbuild';
import { ROOT } from '#scripts/launch.mjs';

/**
 * Amplify signs in by SRP and fetches with the token, with every other step of a sign-in at hand and nothing around it: what
 * no console that uses it can do without.
 */
const SOURCE = `
import { Amplify } from 'aws-amplify';
import { confirmResetPassword, confirmSignIn, confirmSignUp, fetchAuthSession } from 'aws-amplify/auth';
import { resendSignUpCode, resetPassword, signIn, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
ConsoleLogger.LOG_LEVEL = 'ERROR';
const kept = new Map();
cognitoUserPoolsTokenProvider.setKeyValueStorage({
  getItem: async (key) => kept.get(key) ?? null,
  setItem: async (key, value) => void kept.set(key, value),
  removeItem: async (key) => void kept.delete(key),
  clear: async () => kept.clear(),
});
globalThis.otherSteps = { confirmResetPassword, confirmSignIn, confirmSignUp, resendSignUpCode, resetPassword };
globalThis.configureAmplify = (Cognito) => Amplify.configure({ Auth: { Cognito } });
globalThis.forgetAmplify = () => signOut();
globalThis.signInAndFetch = async ({ username, password, url }) => {
  await signIn({ username, password });
  const { tokens } = await fetchAuthSession();
  const answer = await fetch(url, { headers: { authorization: 'Bearer ' + tokens.accessToken } });
  return await answer.text();
};
`;

/** One script for a page. */
export async function amplifyAlone() {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { fromIni } from '@aws-sdk/credential-providers';
import { openRoute } from '#bench/console-page.mjs';

/** A route of the demo that takes tokens of a user pool, and one of its users. */
export const ROUTE = { filter: 'people/me', route: 'GET /people/me JWT authorizer' };
export const USER = { username: 'alice', password: 'Wonder1and' };
/** What only a good answer of the route holds. */
export const ANSWER = '"issuer"';

/** The console on the route, with nobody signed in. */
export async function openSignInRoute(page, origin) {
  await openRoute(page, origin, ROUTE);
}

/** Opens the window to sign in and fills it in; what is left is the click. */
export async function fillSignIn(page) {
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Identity: / })
    .click();
  await page.getByRole('menuitem', { name: 'Sign in…', exact: true }).click();
  const window = page.getByRole('dialog', { name: /^Sign in/ });
  await window.getByRole('textbox', { name: 'User name' }).fill(USER.username);
  await window.getByRole('textbox', { name: 'Password' }).fill(USER.password);
  return window;
}

/** Signs out whoever is chosen, so that the next sign-in is a first one. */
export async function signOut(page) {
  await page.getByRole('tablist', { name: 'Request' }).getByRole('tab', { name: 'Auth' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Identity: No identity' }).waitFor();
}

/** In the page: from the click on Sign in, through the click on Send, until the answer is painted, in milliseconds. */
export async function signInToPainted(page) {
  return await page.evaluate(async (wanted) => {
    const named = (parent, name) =>
      [...(parent?.querySelectorAll('button') ?? [])].find((one) => one.textContent.trim() === name);
    const main = document.querySelector('main');
    const dialog = () => document.querySelector('[role="dialog"]');
    const begun = performance.now();
    named(dialog(), 'Sign in').click();
    await globalThis.painted(() => dialog() === null && named(main, 'Send'));
    named(main, 'Send').click();
    const answer = () => main.querySelector('section[aria-label="Answer"]')?.textContent ?? '';
    await globalThis.painted(() => named(main, 'Send') && answer().includes(wanted));
    return performance.now() - begun;
  }, ANSWER);
}

/** The pool and the app client behind the route, as Amplify wants them: the stack says which. */
export async function poolOf({ sandbox, env }) {
  const formation = new CloudFormation({
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: fromIni({
      profile: 'demo',
      filepath: env.AWS_SHARED_CREDENTIALS_FILE,
      configFilepath: env.AWS_CONFIG_FILE,
    }),
  });
  const { Stacks } = await formation.describeStacks({ StackName: 'notes-people' });
  const output = (key) => Stacks[0].Outputs.find(({ OutputKey }) => OutputKey === key).OutputValue;
  return {
    userPoolId: output('UserPoolId'),
    userPoolClientId: output('ClientId'),
    userPoolEndpoint: sandbox.origin,
  };
}

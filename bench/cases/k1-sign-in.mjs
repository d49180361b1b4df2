import { amplifyAlone } from '#bench/amplify-alone.mjs';
import { openBare } from '#bench/bare-page.mjs';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { directUrl } from '#bench/console-page.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { ANSWER, fillSignIn, openSignInRoute, poolOf, signInToPainted, signOut, USER } from '#bench/signing-in.mjs';

/** From the click on Sign in to the first authorised answer on the screen, by SRP with the library loaded. */
export const k1 = {
  id: 'K1',
  title: 'sign in by SRP, click to first answer',
  unit: 'ms',
  quick: true,
  seconds: 60,
  warmUp: 1,
  ladder: [9, 15, 31],
  async open(kit) {
    const browser = await openBrowser(kit);
    const stage = await kit.stage();
    const page = await keepPage(kit, browser, await enterConsole(stage.console));
    await openSignInRoute(page, stage.console.origin);
    const url = await directUrl(page);
    const bare = await keepPage(kit, browser, { origin: stage.sandbox.origin });
    await openBare(bare, stage.sandbox.origin);
    await bare.addScriptTag({ content: await amplifyAlone() });
    await bare.evaluate((pool) => globalThis.configureAmplify(pool), await poolOf(stage));
    return {
      ours: { name: 'console', sample: () => signInOnce(page) },
      bases: [
        {
          name: 'Amplify and <pre>',
          kind: 'limit',
          goal: { op: '<=', value: 1.4 },
          sample: () => amplifyOnce(bare, url),
        },
      ],
    };
  },
};

async function signInOnce(page) {
  await fillSignIn(page);
  const took = await signInToPainted(page);
  await signOut(page);
  return took;
}

/** The same with Amplify alone in an empty page of the API's own origin. */
async function amplifyOnce(page, url) {
  return await page.evaluate(
    async ({ user, from, wanted }) => {
      const pre = document.querySelector('pre');
      pre.textContent = '';
      const begun = performance.now();
      globalThis.signInAndFetch({ ...user, url: from }).then((text) => {
        pre.textContent = JSON.stringify(JSON.parse(text), null, 2);
      });
      await globalThis.painted(() => pre.textContent.includes(wanted));
      const took = performance.now() - begun;
      await globalThis.forgetAmplify();
      return took;
    },
    { user: USER, from: url, wanted: ANSWER },
  );
}

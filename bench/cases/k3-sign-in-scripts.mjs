import { gzipSync } from 'node:zlib';
import { amplifyAlone } from '#bench/amplify-alone.mjs';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { ANSWER, fillSignIn, openSignInRoute, signInToPainted } from '#bench/signing-in.mjs';

/** Part of the prime that SRP reckons with: whatever can sign in holds it. */
const MARK = 'C90FDAA22168C234C4C6628B80DC1CD1';

/** How much JavaScript a sign-in loads beyond the page of the route. A size: one round is enough. */
export const k3 = {
  id: 'K3',
  title: 'JavaScript that a sign-in adds, gzipped',
  unit: 'KB',
  quick: true,
  exact: true,
  seconds: 60,
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started } = await kit.stage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    const scripts = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await openSignInRoute(page, started.origin);
    await page.waitForLoadState('networkidle');
    const before = await Promise.all(scripts.splice(0));
    await fillSignIn(page);
    await signInToPainted(page);
    const added = await Promise.all(scripts);
    return {
      checks: [
        { name: 'the page of the route loads nothing of it', ok: !before.some((body) => body.includes(MARK)) },
        { name: 'the sign-in loads it', ok: added.some((body) => body.includes(MARK)) },
        { name: 'the answer was seen', ok: (await page.getByRole('main').innerText()).includes(ANSWER) },
      ],
      ours: { name: 'console', sample: async () => kilobytes(added) },
      bases: [
        {
          // The rest is the window with its forms.
          name: 'Amplify, what signs in',
          kind: 'limit',
          goal: { op: '<=', value: 1.5 },
          sample: async () => kilobytes([Buffer.from(await amplifyAlone())]),
        },
      ],
    };
  },
};

function kilobytes(bodies) {
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1_000;
}

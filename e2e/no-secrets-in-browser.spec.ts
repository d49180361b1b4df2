import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures';

test('no key, secret or token of AWS reaches the browser by any way', async ({ desk, page, stage }) => {
  const credentials = readFileSync(join(stage.folder, 'credentials'), 'utf8');
  const secrets = [...credentials.matchAll(/aws_(?:secret_access_key|session_token) = (.+)/g)].map(
    ([, value]) => value ?? '',
  );
  expect(new Set(secrets).size).toBeGreaterThan(2);
  const seen: { what: string; text: string }[] = [];
  page.on('response', async (response) => {
    const body = await response.body().catch(() => Buffer.alloc(0));
    seen.push({ what: response.url(), text: `${body.toString('latin1')}${JSON.stringify(response.headers())}` });
  });
  page.on('request', (request) =>
    seen.push({ what: 'a request', text: `${request.url()} ${request.postData() ?? ''}` }),
  );

  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await desk.answerTab('Request');
  await desk.as('IAM as denied');
  await desk.send();
  await desk.profile('other');
  await expect(page.getByRole('complementary')).toContainText('user/other');
  await page.goto('/?profile=expired');
  await expect(desk.main.getByRole('alert')).toBeVisible();

  seen.push({ what: 'the page', text: await page.content() });
  seen.push({
    what: 'web storage',
    text: await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
  });
  seen.push({ what: 'IndexedDB', text: await page.evaluate(readDatabases) });
  expect(seen.some(({ what }) => what.endsWith('/send'))).toBe(true);
  const leaks = seen.filter(({ text }) => secrets.some((secret) => text.includes(secret))).map(({ what }) => what);
  expect(leaks).toEqual([]);
});

/** Everything in every database of the page, as text. Runs in the page. */
async function readDatabases(): Promise<string> {
  const asPromise = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const all: unknown[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await asPromise(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      all.push(await asPromise(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return JSON.stringify(all);
}

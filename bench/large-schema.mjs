import { getIntrospectionQuery } from 'graphql';
import { openBrowser, withPage } from './browser.mjs';
import { enterConsole } from './exchange-client.mjs';
import { serveGraphiql } from './graphiql-alone.mjs';

const ROUTE = 'POST /types-5000/graphql';
const SERVER = '/_upstream/graphql/types-5000';
const TYPES = 5_000;

/** A GraphQL server with 5,000 types in the console, and the same schema in GraphiQL by itself. */
export async function openLargeSchema(kit) {
  const browser = await openBrowser(kit);
  const { console: started, sandbox } = await kit.stage();
  const session = await enterConsole(started);
  const answer = await introspect(`${sandbox.origin}${SERVER}`);
  const schema = JSON.parse(answer).data.__schema;
  return {
    browser,
    session,
    console: await withPage(browser, session, (page) => addressOf(page, started.origin)),
    alone: await serveGraphiql(kit, answer),
    checks: [{ name: `the schema has ${TYPES} types`, ok: schema.types.length >= TYPES }],
  };
}

async function introspect(url) {
  const body = JSON.stringify({ query: getIntrospectionQuery(), operationName: 'IntrospectionQuery' });
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return answer.text();
}

/** The address under which the console opens the server's GraphiQL at once. */
async function addressOf(page, origin) {
  await page.goto(origin);
  await page.getByRole('searchbox', { name: 'Search routes' }).fill('types-5000');
  await page.getByRole('treeitem', { name: ROUTE }).click();
  await page.getByRole('region', { name: 'GraphiQL' }).waitFor({ timeout: 60_000 });
  return page.url();
}

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, firstLine, keepOutput, start } from './children.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The environment without any of the person's own AWS settings: a stand-in account must not meet real credentials. */
export function withoutAws(env = process.env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS|AMAZON)_/i.test(name)));
}

/** The environment of a console that talks to a stand-in account only. `folder` holds its config files. */
export function standInEnvironment({ endpoint, folder }) {
  return {
    ...withoutAws(),
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    // Without these the SDK would look for an instance role, or for a token of a real sign-in.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_LOGIN_CACHE_DIRECTORY: join(folder, 'login'),
  };
}

/**
 * Starts the built sandbox. Resolves, when it listens, with its address and what it says about itself.
 * @param {{ args?: string[], env?: Record<string, string | undefined> }} [options]
 */
export async function startSandbox({ args = [], env = withoutAws() } = {}) {
  const child = start(process.execPath, [join(ROOT, 'dist', 'sandbox.mjs'), ...args], { cwd: ROOT, env });
  const said = await ready(child, 'The sandbox', (line) => readJsonLine(line, 'listening'));
  return { child, said, origin: said.listening, stop: () => end(child) };
}

/**
 * Starts the built console. Resolves, when it listens, with the address that lets one browser in; `anotherUrl` makes
 * one for another browser.
 * @param {{ args?: string[], env?: Record<string, string | undefined> }} [options]
 */
export async function startConsole({ args = [], env = process.env } = {}) {
  const child = start(process.execPath, [join(ROOT, 'dist', 'server.mjs'), '--json', ...args], {
    cwd: ROOT,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = () => ready(child, 'The console', (line) => readJsonLine(line, 'url'));
  const { url, origin } = await said();
  const anotherUrl = async () => {
    const next = said();
    child.stdin.write('\n');
    return (await next).url;
  };
  return { child, url, origin, anotherUrl, stop: () => end(child) };
}

async function ready(child, what, read) {
  const output = keepOutput(child);
  try {
    return await firstLine(child, read);
  } catch (error) {
    throw new Error(`${what} ${error.message}.\n${output()}`);
  }
}

function readJsonLine(line, key) {
  if (!line.startsWith('{')) return null;
  try {
    const value = JSON.parse(line);
    return value[key] ? value : null;
  } catch {
    return null; // A line of somebody else's, cut or not JSON.
  }
}

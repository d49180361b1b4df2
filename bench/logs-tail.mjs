import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { end, start } from '#scripts/children.mjs';
import { KEY, REGION } from './target-account.mjs';

/** The AWS CLI that has `logs tail`: version 2 and later, wherever on the path it stands. Null where there is none. */
export function tailingCli() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, 'aws')).filter((file) => existsSync(file));
  for (const file of found) {
    const version = /aws-cli\/(\S+)/.exec(spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];
    if (version && Number(version.split('.')[0]) >= 2) return { file, version };
  }
  return null;
}

export const NO_TAILING_CLI = 'there is no AWS CLI of version 2, and version 1 has no logs tail';

/** `aws logs tail` of a log group, as a child that prints to a pipe. */
export function logsTail(cli, { env, endpoint, group }, flags) {
  const keys = { AWS_ACCESS_KEY_ID: KEY.id, AWS_SECRET_ACCESS_KEY: KEY.secret, AWS_DEFAULT_REGION: REGION };
  const args = ['logs', 'tail', group, '--endpoint-url', endpoint, '--format', 'short', '--color', 'off', ...flags];
  return start(cli.file, args, { env: { ...env, ...keys }, stdio: ['ignore', 'pipe', 'ignore'] });
}

/** How long it takes to print all that a group has, in milliseconds, and how many lines that are. */
export async function tailAll(cli, where) {
  const begun = performance.now();
  const child = logsTail(cli, where, ['--since', '1h']);
  let lines = 0;
  child.stdout.on('data', (chunk) => {
    for (const byte of chunk) if (byte === 10) lines += 1;
  });
  const { code } = await child.ended;
  if (code !== 0) throw new Error(`aws logs tail ended with ${code}.`);
  return { took: performance.now() - begun, lines };
}

/** Follows a group that grows: how long after its own time each line was printed, of those that are made from now on. */
export function follow(kit, cli, where) {
  const child = logsTail(cli, where, ['--follow', '--since', '1m']);
  kit.defer(() => end(child));
  const begun = performance.timeOrigin + performance.now();
  const delays = [];
  let rest = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk) => {
    const at = performance.timeOrigin + performance.now();
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const made = Number(/\/at\/(\d+\.\d\d)/.exec(line)?.[1]);
      if (made > begun) delays.push({ at, delay: at - made });
    }
  });
  return delays;
}

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CurlRequest, toCurl } from './curl';
import type { Pair } from './outcome';
import { MASK } from './redact';

let bin: string;

beforeAll(() => {
  bin = mkdtempSync(join(tmpdir(), 'signalbox-curl-'));
  const stub = (name: string, script: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  stub('curl', `for word in "$@"; do printf '%s\\0' "$word"; done; printf '\\1'`);
  const named = '[ "$*" = "configure export-credentials --profile dev\'s --format env" ]';
  stub('aws', `${named} && printf 'export %s\\n' AWS_ACCESS_KEY_ID=id AWS_SECRET_ACCESS_KEY=s AWS_SESSION_TOKEN=t`);
});
afterAll(() => rmSync(bin, { recursive: true, force: true }));

/** What a real sh hands to each curl of the script. */
function argumentsOf(script: string): string[][] {
  const run = spawnSync('/bin/sh', ['-c', script], {
    env: { NODE_ENV: 'test', PATH: `${bin}:/usr/bin:/bin`, TOKEN: 'the token' },
    encoding: 'utf8',
    cwd: bin,
  });
  expect(run.stderr).toBe('');
  return run.stdout
    .split('\x01')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1));
}

const plain: CurlRequest = {
  method: 'GET',
  url: 'https://a.example/b',
  headers: [],
  body: null,
  auth: { scheme: 'none' },
  connectTo: null,
};

describe('toCurl', () => {
  it('hands hostile words to curl unchanged, whatever they hold', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom("'", '"', '$', '`', '\\', '\n', '!', ';', '|', '&', '(', ')', '@', '-', ' ', '*'),
      }),
      fc.constantFrom('$(touch canary)', '`touch canary`', "'; touch canary; '", '-o canary', '@/etc/passwd', '~', '#'),
    );
    const withoutNul = word.map((text) => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, ''));
    const requests = fc.sample(
      fc.record({ value: withoutNul, body: withoutNul, url: withoutNul.map((w) => `https://a/${w}`) }),
      300,
    );
    const commands = requests.map(({ value, body, url }) =>
      toCurl({ ...plain, method: 'POST', url, headers: [['X-V', `v${value}`]] as Pair[], body: { text: body } }),
    );
    const seen = argumentsOf([...commands, 'ls canary 2>/dev/null'].join('\n'));
    expect(seen).toHaveLength(requests.length);
    requests.forEach(({ value, body, url }, at) => {
      const words = seen[at]!;
      expect(words).toContain(url);
      expect(words[words.indexOf('--header') + 1]).toBe(`X-V: v${value}`);
      expect(words.slice(-2)).toEqual(['--data-raw', body]);
    });
  });

  it('asks the AWS CLI for the keys instead of holding them', () => {
    const command = toCurl({ ...plain, auth: { scheme: 'iam', region: 'eu-west-1', profile: "dev's" } });
    expect(argumentsOf(command)[0]).toEqual([
      '--compressed',
      '--request',
      'GET',
      'https://a.example/b',
      '--aws-sigv4',
      'aws:amz:eu-west-1:execute-api',
      '--user',
      'id:s',
      '--header',
      'X-Amz-Security-Token: t',
    ]);
  });

  it('leaves the token of a bearer request to the reader', () => {
    const words = argumentsOf(toCurl({ ...plain, auth: { scheme: 'bearer' } }))[0]!;
    expect(words.slice(-2)).toEqual(['--header', 'Authorization: Bearer the token']);
  });

  it('leaves every masked value to the reader, each under its own name', () => {
    const command = toCurl({
      ...plain,
      url: `https://a.example/b?x=1&1st-token=${MASK}&path=${MASK}`,
      headers: [
        ['x-notes-key', MASK],
        ['Cookie', `a=${MASK}; b=${MASK}`],
        ['Authorization', `Bearer ${MASK}`],
      ],
    });
    expect(command).not.toContain(MASK);
    const names = ['_1ST_TOKEN', 'PATH', 'X_NOTES_KEY', 'A', 'B', 'AUTHORIZATION'];
    const script = `${names.map((name) => `${name}_VALUE='${name} "of" $HOME'`).join('\n')}\n${command}`;
    expect(argumentsOf(script)[0]).toEqual([
      '--compressed',
      '--request',
      'GET',
      'https://a.example/b?x=1&1st-token=_1ST_TOKEN "of" $HOME&path=PATH "of" $HOME',
      '--header',
      'x-notes-key: X_NOTES_KEY "of" $HOME',
      '--header',
      'Cookie: a=A "of" $HOME; b=B "of" $HOME',
      '--header',
      'Authorization: Bearer AUTHORIZATION "of" $HOME',
    ]);
  });

  it('says what curl would otherwise do on its own', () => {
    const words = argumentsOf(
      toCurl({
        ...plain,
        method: 'HEAD',
        url: 'http://h/a/../{b}',
        headers: [['X-Empty', '']],
        body: { file: 'body.bin' },
        connectTo: '127.0.0.1:4566',
      }),
    )[0]!;
    expect(words).toEqual([
      '--compressed',
      '--head',
      'http://h/a/../{b}',
      '--globoff',
      '--path-as-is',
      '--connect-to',
      '::127.0.0.1:4566',
      '--header',
      'X-Empty;',
      '--header',
      'Content-Type:',
      '--data-binary',
      '@body.bin',
    ]);
  });
});

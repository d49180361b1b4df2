import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startProgram, withProgram } from './test-process';

withProgram();

const started: ChildProcess[] = [];
// A test that fails leaves nothing running.
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(...args: string[]) {
  const child = startProgram(...args);
  started.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  return { child, output };
}

async function ended(child: ChildProcess): Promise<[code: number | null]> {
  return (await once(child, 'close')) as [number | null];
}

describe('the process', () => {
  it('prints one line of JSON, answers on loopback only, writes profiles and ends on SIGTERM with connections open', async () => {
    const profiles = join(tmpdir(), `sandbox-main-${process.pid}`);
    mkdirSync(profiles, { recursive: true });
    const { child, output } = start(
      '--port',
      '0',
      '--no-demo',
      '--write-profiles',
      profiles,
      '--latency',
      '60000',
      '--generate',
      '2:3',
    );
    await once(child.stdout, 'data');
    const { listening } = JSON.parse(output.out);
    expect(output.out.split('\n')).toEqual([JSON.stringify({ listening }), '']);
    expect(listening).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${listening}/_sandbox/calls`)).json()).toMatchObject({ total: 0 });
    expect(readFileSync(join(profiles, 'config'), 'utf8')).toContain('[profile denied]');
    const hanging = fetch(`${listening}/_aws/execute-api/none/x`).catch((error: Error) => error.name);
    child.kill('SIGTERM');
    expect(await ended(child)).toEqual([0, null]);
    expect(await hanging).toBe('TypeError');
    rmSync(profiles, { recursive: true });
  });

  it('runs by the clock that it is told, also in what it answers', async () => {
    const { child, output } = start('--port', '0', '--no-demo', '--clock', '-120');
    await once(child.stdout, 'data');
    const { headers } = await fetch(`${JSON.parse(output.out).listening}/_sandbox/calls`);
    const behind = Date.now() - Date.parse(headers.get('date') ?? '');
    expect(Math.round(behind / 3_600_000)).toBe(2);
  });

  it.each([
    [['--drop', '7'], /A fraction from 0 to 1/],
    [['--no-demo', '--template', 'nowhere.yaml'], /nowhere\.yaml: ENOENT/],
    [['--nonsense'], /Unknown option/],
  ])('says what is wrong with %j and nothing else', async (args, complaint) => {
    const { child, output } = start(...args);
    expect((await ended(child))[0]).toBe(1);
    expect(output.err).toMatch(complaint);
    expect(output.err).not.toMatch(/^\s+at /m);
    expect(output.out).toBe('');
  });

  it('says so when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { child, output } = start('--no-demo', '--port', String(port));
    expect((await ended(child))[0]).toBe(1);
    expect(output.err).toBe(
      'Another process listens on that port. Choose one with --port, or --port 0 for any that is free.\n',
    );
    taken.close();
  });

  it('shows its options', async () => {
    const { child, output } = start('--help');
    expect((await ended(child))[0]).toBe(0);
    for (const option of [
      'port',
      'template',
      'region',
      'latency',
      'throttle',
      'deny',
      'drop',
      'clock',
      'generate',
      'no-demo',
    ]) {
      expect(output.out).toContain(`--${option} `);
    }
  });
});

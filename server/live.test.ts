import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/core/error';
import { ENTRY, type HowToClose, type Line, type LineSink } from '@/lib/core/line';
import { Heard, liveRig } from './live-rig';

/** A line that is an echo, and what was asked of it. */
class Echo implements Line {
  readonly asked: string[] = [];
  readonly sink: LineSink;

  constructor(sink: LineSink) {
    this.sink = sink;
    sink.event({ type: 'started' });
  }

  say(input: unknown, bytes: Uint8Array | null): void | Promise<void> {
    if (input === 'refuse') throw new AppError('invalid-input', 'No.');
    if (input === 'break') throw new Error('broken');
    this.sink.frame(ENTRY.textOut, Buffer.from(JSON.stringify(input)));
    this.sink.frame(bytes === null ? ENTRY.textIn : ENTRY.binaryIn, bytes ?? Buffer.from(JSON.stringify(input)));
  }

  pause(): void {
    this.asked.push('pause');
  }

  resume(): void {
    this.asked.push('resume');
  }

  close(how: HowToClose): void {
    this.asked.push(JSON.stringify(how));
    this.sink.event({ type: 'ended' });
  }
}

function echoes() {
  const lines: Echo[] = [];
  const connect = async (_: unknown, { sink }: { sink: LineSink }) => {
    const line = new Echo(sink);
    lines.push(line);
    return line;
  };
  return { lines, connect };
}

describe('a line over the live door', () => {
  it('is opened, talks and ends', async () => {
    const { lines, connect } = echoes();
    const { tab, hub, defects } = await liveRig(connect);
    const heard = new Heard();
    const line = tab.open('a-line-of-the-test', { input: {}, after: 0 }, heard);
    expect(await line.say('hello')).toEqual({ ok: true, value: null });
    expect(await line.say('bytes', new Uint8Array([0, 255]))).toEqual({ ok: true, value: null });
    expect(await line.say('refuse')).toEqual({ ok: false, failure: { code: 'invalid-input', message: 'No.' } });
    expect(await line.say('break')).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
    expect(defects).toHaveLength(1);
    line.close({ cut: true });
    await heard.until(({ types }) => types.includes('ended'));
    expect(heard.types).toEqual(['started', 'ended']);
    expect(heard.said(ENTRY.textIn)).toEqual(['"hello"']);
    expect([...heard.entries.find(({ tag }) => tag === ENTRY.binaryIn)!.payload]).toEqual([0, 255]);
    expect(heard.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(heard.links).toEqual(['up']);
    expect(lines[0]?.asked).toEqual(['{"cut":true}']);
    expect(await line.say('late')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    expect(hub.size).toBe(1);
  });
});

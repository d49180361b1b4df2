import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrameTeller } from './frame-teller';

const FRAME_MS = 16;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (tell: () => void) => setTimeout(tell, FRAME_MS));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Tells so many rows every 5 ms for as long as it is said; when it was heard of, and of how many rows. */
function heard(rows: number, forMs: number) {
  const teller = new FrameTeller();
  const begun = performance.now();
  let come = 0;
  const told: { at: number; rows: number }[] = [];
  teller.subscribe(() => void told.push({ at: performance.now() - begun, rows: come }));
  for (let at = 0; at < forMs; at += 5) {
    come += rows;
    teller.changed(rows);
    vi.advanceTimersByTime(5);
  }
  vi.advanceTimersByTime(1_000);
  return { come, told };
}

describe('who draws', () => {
  it('hears of a few rows with the next frame, and of all of them', () => {
    const { come, told } = heard(2, 200);
    expect(told[0]?.at).toBe(FRAME_MS);
    expect(told.length).toBeGreaterThan(8);
    expect(told.at(-1)?.rows).toBe(come);
  });

  it('hears of a flood ten times a second, and of its end at once', () => {
    const { come, told } = heard(1_000, 1_000);
    expect(told.length).toBeGreaterThan(6);
    expect(told.length).toBeLessThan(12);
    expect(told.at(-1)?.rows).toBe(come);
    expect(told.at(-1)?.at).toBeLessThan(1_000 + 4 * FRAME_MS);
  });
});

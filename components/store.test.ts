import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { localSlot } from './store';

class Box {
  kept = new Map<string, string>();
  full = false;
  getItem = (key: string) => this.kept.get(key) ?? null;
  removeItem = (key: string) => void this.kept.delete(key);
  setItem = (key: string, value: string) => {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.kept.set(key, value);
  };
}

const parse = (value: unknown) => (typeof value === 'number' ? value : null);
let box: Box;

beforeEach(() => {
  box = new Box();
  vi.stubGlobal('localStorage', box);
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});
afterEach(() => vi.unstubAllGlobals());

it('keeps a value under its version and tells who listens', () => {
  const slot = localSlot('size', { fallback: 1, parse });
  const heard = vi.fn();
  slot.subscribe(heard);
  slot.write(7);
  expect(heard).toHaveBeenCalledOnce();
  expect(localSlot('size', { fallback: 1, parse }).read()).toBe(7);
  expect(localSlot('size', { fallback: 1, parse, version: 2 }).read()).toBe(1);
});

it.each([
  ['not JSON', '{'],
  ['another shape', '{"v":1,"d":"seven"}'],
  ['nothing', 'null'],
])('reads %s as nothing kept', (_, text) => {
  box.kept.set('signalbox:size', text);
  expect(localSlot('size', { fallback: 1, parse }).read()).toBe(1);
});

it('holds for the life of the page what a full storage refuses', () => {
  const slot = localSlot('size', { fallback: 1, parse });
  slot.write(7);
  box.full = true;
  slot.write(8);
  expect(slot.read()).toBe(8);
  box.full = false;
  slot.clear();
  expect(slot.read()).toBe(1);
});

it('works where storage is forbidden altogether', () => {
  vi.stubGlobal('localStorage', undefined);
  const slot = localSlot('size', { fallback: 1, parse });
  expect(slot.read()).toBe(1);
  slot.write(3);
  expect(slot.read()).toBe(3);
});

it('gives the same object until the stored text changes, as React demands', () => {
  const slot = localSlot<{ a: number }>('thing', { fallback: { a: 0 }, parse: (value) => value as { a: number } });
  slot.write({ a: 1 });
  expect(slot.read()).toBe(slot.read());
});

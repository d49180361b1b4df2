import { openLargeJson } from '#bench/large-json.mjs';

/** 10 MB of JSON, whole and on the screen. */
export const e1 = {
  id: 'E1',
  title: '10 MB of JSON, click to painted',
  unit: 'ms',
  quick: true,
  seconds: 60,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const { ours, bases } = await openLargeJson(kit, 10, {
      floor: { op: '<=', value: 1.15 },
      vanilla: { op: '<=', value: 0.9 },
    });
    return { ours, bases };
  },
};

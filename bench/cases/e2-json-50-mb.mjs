import { openLargeJson } from '#bench/large-json.mjs';
import { longestFrame } from '#bench/scrolling.mjs';

const MEGABYTES = 50;

/** 50 MB of JSON: whole and on the screen, scrolled, and what it costs in memory. */
export const e2 = {
  id: 'E2',
  title: '50 MB of JSON, click to painted',
  unit: 'ms',
  quick: false,
  seconds: 120,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const { ours, bases, shown, grownMb } = await openLargeJson(kit, MEGABYTES, {
      floor: { op: '<=', value: 1.2 },
      vanilla: { op: '<=', value: 0.9 },
      codeMirror: { op: '<=', value: 0.45 },
    });
    return {
      ours,
      bases,
      values: [
        {
          metric: 'longest frame while scrolling',
          unit: 'ms',
          goal: { op: '<=', value: 50 },
          measure: () => shown(longestFrame),
        },
        {
          metric: 'memory of the page to the body',
          unit: '',
          goal: { op: '<=', value: 1.5 },
          measure: async () => (await grownMb()) / MEGABYTES,
        },
      ],
    };
  },
};

import { describe, expect, it } from 'vitest';
import type { Figures } from './figures';
import { splitWaiting } from './split-waiting';

const NONE: Figures = { response: null, integration: null, authorizer: null, init: null, notCalled: false };

const split = (firstByte: number, figures: Partial<Figures>) =>
  splitWaiting(firstByte, { ...NONE, ...figures })?.map(({ name, milliseconds }) => [name, milliseconds]);

describe('the time until the first byte', () => {
  it.each<[string, Partial<Figures>, unknown]>([
    [
      'all is known',
      { response: 90, integration: 60, authorizer: 20 },
      [
        ['Network', 10],
        ['Gateway', 10],
        ['Authorizer', 20],
        ['Integration', 60],
      ],
    ],
    [
      'nothing is known of the authorizer',
      { response: 90, integration: 60 },
      [
        ['Network', 10],
        ['Gateway', 30],
        ['Integration', 60],
      ],
    ],
    [
      'nothing is known of the integration',
      { response: 90 },
      [
        ['Network', 10],
        ['Gateway and integration', 90],
      ],
    ],
    [
      'nothing was called',
      { response: 90, notCalled: true },
      [
        ['Network', 10],
        ['Gateway', 90],
      ],
    ],
    [
      'nothing was called, but the authorizer',
      { response: 90, authorizer: 70, notCalled: true },
      [
        ['Network', 10],
        ['Gateway', 20],
        ['Authorizer', 70],
      ],
    ],
    [
      'the gateway does not say how long it took',
      { integration: 60 },
      [
        ['Network and gateway', 40],
        ['Integration', 60],
      ],
    ],
    [
      'the function was cold',
      { response: 90, integration: 80, init: 55.5 },
      [
        ['Network', 10],
        ['Gateway', 10],
        ['Cold start', 55.5],
        ['Integration', 24.5],
      ],
    ],
    [
      'the beginning of the environment is not within',
      { response: 90, integration: 30, init: 55 },
      [
        ['Network', 10],
        ['Gateway', 60],
        ['Integration', 30],
      ],
    ],
  ])('is divided where %s', (_, figures, parts) => {
    expect(split(100, figures)).toEqual(parts);
  });

  it('stays whole where nothing is known, or the figures contradict it', () => {
    expect(split(100, {})).toBeUndefined();
    expect(split(100, { response: 150 })).toBeUndefined();
    expect(split(100, { response: 50, integration: 80 })).toBeUndefined();
    expect(split(100, { integration: 180 })).toBeUndefined();
  });

  it('is never less than nothing nor more than it was, whatever was rounded', () => {
    for (const figures of [
      { response: 11, integration: 11 },
      { response: 10, integration: 11, authorizer: 1 },
      { integration: 11 },
    ]) {
      const parts = split(9.6, figures) ?? [];
      expect(parts.every(([, ms]) => Number(ms) >= 0)).toBe(true);
      expect(parts.reduce((sum, [, ms]) => sum + Number(ms), 0)).toBeLessThanOrEqual(9.6 + 3);
    }
  });
});

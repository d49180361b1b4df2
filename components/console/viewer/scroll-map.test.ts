import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterScroll, contentTop, drawnLength, type ScrollPlace, scrolledTo, TALLEST_PX } from './scroll-map';

const extent = { content: 100_000_000, view: 600 };
const lastTop = drawnLength(extent) - extent.view;
const last = extent.content - extent.view;

describe('scrolling over more rows than a browser can draw', () => {
  test('short content scrolls as it is', () => {
    expect(afterScroll({ top: 0, shift: 0 }, 77, { content: 5000, view: 600 })).toEqual({ top: 77, shift: 0 });
  });

  test('small steps move the content by as much', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: last }), fc.integer({ min: -1200, max: 1200 }), (from, step) => {
        const place = scrolledTo(from, Math.round((from / last) * lastTop), extent);
        const top = place.top + step;
        fc.pre(top >= 0 && top <= lastTop && from + step >= 0 && from + step <= last);
        expect(contentTop(afterScroll(place, top, extent))).toBe(from + step);
      }),
      { numRuns: 2000 },
    );
  });

  test('dragging the bar to an end leads to that end of the content', () => {
    expect(contentTop(afterScroll({ top: 4_000_000, shift: 0 }, 0, extent))).toBe(0);
    expect(contentTop(afterScroll({ top: 0, shift: 0 }, lastTop, extent))).toBe(last);
  });

  test('walking in small steps reaches the end of the content, and the bar its own end with it', () => {
    const small = { content: TALLEST_PX * 1.01, view: 600 };
    const end = small.content - small.view;
    let place: ScrollPlace = { top: 0, shift: 0 };
    for (let steps = 0; contentTop(place) < end && steps < 20_000; steps += 1) {
      const top = Math.min(place.top + 600, drawnLength(small) - small.view);
      expect(top).toBeGreaterThan(place.top);
      place = afterScroll(place, top, small);
    }
    expect(contentTop(place)).toBe(end);
    expect(place.top).toBe(drawnLength(small) - small.view);
  });

  test('any wanted pixel can be shown, with the bar inside its track', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10, max: extent.content }),
        fc.integer({ min: 0, max: lastTop }),
        (wanted, top) => {
          const place = scrolledTo(wanted, top, extent);
          expect(contentTop(place)).toBe(Math.min(Math.max(0, wanted), last));
          expect(place.top).toBeGreaterThanOrEqual(0);
          expect(place.top).toBeLessThanOrEqual(lastTop);
        },
      ),
    );
  });
});

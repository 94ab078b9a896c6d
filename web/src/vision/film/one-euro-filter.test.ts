import { expect, it } from 'vitest';
import { OneEuroFilter } from './one-euro-filter';

const FRAME = 1 / 30;

it('stills a trembling that does not move on', () => {
  const filter = new OneEuroFilter(1.5, 6);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < 90; i++) {
    const value = filter.filter(100 + (i % 2 === 0 ? 1 : -1), FRAME, 100);
    if (i < 30) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  expect(most - least).toBeLessThan(0.6);
});

it('keeps up with a face that moves two of its sides a second', () => {
  const filter = new OneEuroFilter(1.5, 6);
  let value = 0;
  for (let i = 0; i < 60; i++) value = filter.filter(i * 200 * FRAME, FRAME, 100);
  expect(59 * 200 * FRAME - value).toBeLessThan(8);
});

it('repeats the first value and ignores a frame that came at the same time', () => {
  const filter = new OneEuroFilter(1.5, 6);
  expect(filter.filter(7, 0, 10)).toBe(7);
  expect(filter.filter(9, 0, 10)).toBe(7);
});

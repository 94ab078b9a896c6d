import { expect, it } from 'vitest';
import { meanLuma } from './brightness';

it('weighs colours as eyes do', () => {
  expect(meanLuma([255, 255, 255, 255])).toBeCloseTo(255);
  expect(meanLuma([0, 255, 0, 255, 0, 0, 255, 255])).toBeCloseTo((0.587 + 0.114) * 127.5);
  expect(meanLuma([])).toBe(0);
});

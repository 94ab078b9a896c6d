import { expect, it } from 'vitest';
import { formatOf } from './format';

it('writes numbers and times as each language does', () => {
  const moment = new Date(2026, 0, 2, 15, 4, 5);
  expect(formatOf('en').number(12.34)).toBe('12.3');
  expect(formatOf('vi').number(12.34)).toBe('12,3');
  expect(formatOf('en').time(moment)).toMatch(/^3:04:05\sPM$/);
  expect(formatOf('vi').time(moment)).toBe('15:04:05');
  expect(formatOf('en').percent(0.934)).toBe('93%');
  expect(formatOf('vi').percent(1)).toBe('100%');
});

it('is never entirely sure of an answer', () => {
  expect(formatOf('en').confidence(1)).toBe('99%');
  expect(formatOf('vi').confidence(0.9951)).toBe('99%');
  expect(formatOf('en').confidence(0.927)).toBe('93%');
});

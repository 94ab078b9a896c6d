import { expect, it } from 'vitest';
import { formatPercent, LANGUAGES, pickLanguage } from './messages';

it.each([
  [['vi-VN', 'en-US'], 'vi'],
  [['de-DE', 'vi', 'en'], 'vi'],
  [['EN-gb'], 'en'],
  [['de'], 'en'],
  [[], 'en'],
])('picks for %j: %s', (preferred, language) => {
  expect(pickLanguage(preferred)).toBe(language);
});

it('writes percentages with a space', () => {
  expect(formatPercent('en', 0.927)).toBe('93 %');
  expect(formatPercent('vi', 1)).toBe('100 %');
});

it('has words in Vietnamese wherever English has some, and other ones', () => {
  const words = (value: object): string[] =>
    Object.entries(value).flatMap(([key, child]) => {
      if (typeof child === 'string') return [`${key}: ${child}`];
      return typeof child === 'object' ? words(child) : [];
    });
  const english = words(LANGUAGES.en).filter((line) => !line.startsWith('title: Camxuc'));
  const vietnamese = new Set(words(LANGUAGES.vi));
  expect(english.filter((line) => vietnamese.has(line))).toEqual([]);
});

import { expect, it } from 'vitest';
import { LANGUAGES, pickLanguage } from './messages';

it.each([
  [['vi-VN', 'en-US'], 'vi'],
  [['de-DE', 'vi', 'en'], 'vi'],
  [['EN-gb'], 'en'],
  [['de'], 'en'],
  [[], 'en'],
])('picks for %j: %s', (preferred, language) => {
  expect(pickLanguage(preferred)).toBe(language);
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

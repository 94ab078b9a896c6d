import { expect, it } from 'vitest';
import { WORDS } from './words';

it('says everything in both languages, and as many points', () => {
  expect(Object.keys(WORDS.vi)).toEqual(Object.keys(WORDS.en));
  expect(WORDS.vi.cannotPoints).toHaveLength(WORDS.en.cannotPoints.length);
  const english = new Set(Object.values(WORDS.en).filter((text) => typeof text === 'string'));
  const same = Object.values(WORDS.vi).filter((text) => english.has(text as string));
  expect(same).toEqual([]);
});

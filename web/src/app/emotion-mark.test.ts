import { expect, it } from 'vitest';
import manifest from '../../public/model/manifest.json';
import { LANGUAGES } from '../i18n/messages';
import { markPath } from './emotion-mark';
import { EMOTIONS, isKnown } from './theme/palette';

it('has a mark of its own for each emotion, and one for none', () => {
  const marks = [...EMOTIONS, undefined].map(markPath);
  expect(new Set(marks).size).toBe(9);
  expect(markPath('bewilderment')).toBe(markPath(undefined));
});

it('has colour, mark and names for every emotion of the model', () => {
  expect(manifest.emotions.filter((emotion) => !isKnown(emotion))).toEqual([]);
  for (const { emotions } of Object.values(LANGUAGES)) {
    expect(Object.keys(emotions)).toEqual([...EMOTIONS]);
  }
});

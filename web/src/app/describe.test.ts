import { expect, it } from 'vitest';
import { LANGUAGES } from '../i18n/messages';
import { wordsOf } from './describe';
import type { SeenFace } from './doubt';
import { doubtfulEmotions } from './trust';

const face = (part: Partial<SeenFace>) =>
  ({ id: 1, emotion: 'happiness', confidence: 0.934, certain: true, ...part }) as SeenFace;
const en = wordsOf(LANGUAGES.en, 'en', ['contempt']);
const vi = wordsOf(LANGUAGES.vi, 'vi', ['contempt']);

it('names what is certain, and never entirely', () => {
  expect(en.label(face({}))).toBe('happiness 93%');
  expect(en.label(face({ confidence: 1 }))).toBe('happiness 99%');
  expect(vi.label(face({}))).toBe('vui vẻ 93%');
});

it('says what it is not sure of, and why', () => {
  expect(en.label(face({ certain: false }))).toBe('not sure');
  expect(en.label(face({ certain: false, doubt: 'small' }))).toBe('not sure: too small');
  expect(vi.label(face({ certain: false, doubt: 'turned' }))).toBe('chưa rõ: mặt quay đi');
});

it('puts a question mark behind what it is seldom right about', () => {
  expect(en.label(face({ emotion: 'contempt' }))).toBe('contempt? 93%');
  expect(vi.name('contempt')).toBe('khinh thường?');
  expect(en.summary([face({}), face({ emotion: 'contempt' })])).toBe(
    '2 faces: happiness, contempt?',
  );
  expect(en.summary([])).toBe('No face in view');
});

it('doubts emotions that are found less often than in three of five faces', () => {
  const emotions = [
    { emotion: 'happiness', n: 892, recall: 0.95, precision: 0.94 },
    { emotion: 'fear', n: 86, recall: 0.57, precision: 0.83 },
  ];
  const byEmotion = { split: 'test', protocol: 'P1', emotions } as never;
  expect(doubtfulEmotions({ byEmotion })).toEqual(['fear']);
});

import { expect, it } from 'vitest';
import type { Classifier } from '../faces/classifier';
import type { Detector } from '../faces/detector';
import type { Answer, Follow } from '../faces/follow';
import type { Models } from '../models/models';
import { proveBackend } from './golden';

const EXPECTED = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const FACE: Answer = { presence: 0.98, place: { right: 0.1, down: 0, growth: -0.2, turn: 0.05 } };
const OTHER: Answer = { presence: 0.01, place: { right: 0, down: 0, growth: 0, turn: 0 } };
const SIZE = 2;
const SAMPLES = new Uint8Array(2 * SIZE * SIZE).buffer;
/** Where the detector sees the sample face: x, y and side. */
const SEEN = [0.1, 0.1, 1.75] as const;

/** Networks that give these answers whatever they are shown. */
function networks(
  rows: number[][],
  answers: Answer[] = [FACE, OTHER],
  seen: readonly (readonly [number, number, number])[] = [SEEN],
): Models {
  const detect = async () =>
    seen.map(([x, y, side]) => ({ box: { x, y, width: side, height: side } }));
  const classify = async (luma: Float32Array, count: number) => {
    expect(luma).toHaveLength(4 * count);
    return rows.slice(0, count);
  };
  const answer = async (luma: Float32Array, count: number) => {
    expect(luma).toHaveLength(4 * count);
    return answers.slice(0, count);
  };
  const file = { path: 'golden-00000000.bin', tolerance: 0.005 };
  const presence = [[0.98], [0.01]];
  const place = [
    [0.1, 0, -0.2, 0.05],
    [0, 0, 0, 0],
  ];
  return {
    detector: { detect } as unknown as Detector,
    classifier: {
      size: SIZE,
      manifest: { golden: { ...file, probabilities: EXPECTED } },
      classify,
    } as unknown as Classifier,
    follow: { manifest: { golden: { ...file, presence, place } }, answer } as unknown as Follow,
    samples: { follow: SAMPLES, expression: SAMPLES },
  };
}

it('passes a backend that gives what Keras gave, within the tolerance', async () => {
  const rows = [
    [0.904, 0.096],
    [0.2, 0.8],
  ];
  await expect(proveBackend(networks(rows), 2)).resolves.toBeUndefined();
});

it.each([
  ['is off by more', [0.3, 0.7], /expression, sample 1.*0\.3 where 0\.2/],
  ['gives no numbers', [Number.NaN, Number.NaN], /NaN/],
  ['gives zeros, as a lost context does', [0, 0], /sample 1/],
])('refuses a backend that %s', async (_, row, message) => {
  const proving = proveBackend(networks([[0.9, 0.1], row]), 2);
  await expect(proving).rejects.toMatchObject({
    kind: 'backend',
    message: expect.stringMatching(message),
  });
});

it.each<[string, Answer]>([
  ['takes every crop for a face', { ...OTHER, presence: 0.98 }],
  ['sees it elsewhere', { ...OTHER, place: { ...OTHER.place, turn: 0.3 } }],
])('refuses a backend that %s', async (_, answer) => {
  await expect(proveBackend(networks(EXPECTED, [FACE, answer]), 2)).rejects.toMatchObject({
    kind: 'backend',
    message: expect.stringMatching(/follow, sample 1/),
  });
});

it('asks for as many faces as it is told', async () => {
  const wrongFromTheSecondOn = networks(
    [
      [0.9, 0.1],
      [0, 0],
    ],
    [FACE, FACE],
  );
  await expect(proveBackend(wrongFromTheSecondOn, 1)).resolves.toBeUndefined();
});

it.each<[string, [number, number, number][]]>([
  ['no face', []],
  ['a face elsewhere', [[1.5, 0, 1.75]]],
  ['a face of another size', [[0.5, 0.5, 0.75]]],
  ['places that are no numbers', [[Number.NaN, Number.NaN, Number.NaN]]],
])('refuses a backend whose detector finds %s', async (_, seen) => {
  const proving = proveBackend(networks(EXPECTED, [FACE, OTHER], seen), 2);
  await expect(proving).rejects.toMatchObject({
    kind: 'backend',
    message: expect.stringMatching(/detector/),
  });
});

it('takes the face that fits among several', async () => {
  const faces = networks(EXPECTED, [FACE, OTHER], [[1.5, 1.5, 0.25], SEEN]);
  await expect(proveBackend(faces, 2)).resolves.toBeUndefined();
});

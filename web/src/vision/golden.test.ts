import { expect, it } from 'vitest';
import type { Classifier } from './classifier';
import { proveBackend } from './golden';

const EXPECTED = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const SAMPLES = new Uint8Array(2 * 4).buffer;

/** A network that gives these answers whatever it is shown. */
function network(answers: number[][]): Classifier {
  const golden = { path: 'golden.bin', probabilities: EXPECTED, tolerance: 0.005 };
  const classify = async (faces: Float32Array, count: number) => {
    expect(faces).toHaveLength(4 * count);
    return answers.slice(0, count);
  };
  return { manifest: { golden }, classify } as unknown as Classifier;
}

it('passes a backend that gives what Keras gave, within the tolerance', async () => {
  const answers = [
    [0.904, 0.096],
    [0.2, 0.8],
  ];
  await expect(proveBackend(network(answers), SAMPLES, 2)).resolves.toBeUndefined();
});

it.each([
  ['is off by more', [0.3, 0.7], /sample 1.*0\.3 where 0\.2/],
  ['gives no numbers', [Number.NaN, Number.NaN], /NaN/],
  ['gives zeros, as a lost context does', [0, 0], /sample 1/],
])('refuses a backend that %s', async (_, answer, message) => {
  const proving = proveBackend(network([[0.9, 0.1], answer]), SAMPLES, 2);
  await expect(proving).rejects.toMatchObject({
    kind: 'backend',
    message: expect.stringMatching(message),
  });
});

it('asks for as many faces as it is told', async () => {
  const wrongFromTheSecondOn = network([
    [0.9, 0.1],
    [0, 0],
  ]);
  await expect(proveBackend(wrongFromTheSecondOn, SAMPLES, 1)).resolves.toBeUndefined();
});

import { expect, it } from 'vitest';
import type { Detection } from '../faces/blazeface';
import type { Classifier } from '../faces/classifier';
import type { Detector } from '../faces/detector';
import type { Follow } from '../faces/follow';
import { warmUp } from './warm-up';

const SIZE = 4;
const classifier = { size: SIZE, classify: async () => [[1]] } as unknown as Classifier;
const follow = { answer: async () => [] } as unknown as Follow;
const samples = {
  follow: new ArrayBuffer(0),
  expression: new Uint8Array(SIZE * SIZE).buffer,
};

/** Runs a detector that finds faces in these boxes: x, y and side, of a picture of side 4. */
function warmUpWith(...boxes: [number, number, number][]): Promise<number> {
  const faces = boxes.map(([x, y, side]) => ({ box: { x, y, width: side, height: side } }));
  const detector = { detect: async () => faces as unknown as Detection[] } as unknown as Detector;
  return warmUp({ detector, follow, classifier, samples }, 5);
}

it('measures a backend whose detector finds the sample face', async () => {
  expect(await warmUpWith([0.2, 0.2, 3.5], [3, 3, 0.5])).toBeGreaterThanOrEqual(0);
});

it.each<[string, [number, number, number][]]>([
  ['no face', []],
  ['a face elsewhere', [[3, 0, 3.5]]],
  ['a face of another size', [[1, 1, 1.5]]],
  ['places that are no numbers', [[Number.NaN, Number.NaN, Number.NaN]]],
])('refuses a backend whose detector finds %s', async (_, boxes) => {
  await expect(warmUpWith(...boxes)).rejects.toMatchObject({ kind: 'backend' });
});

import { expect, it } from 'vitest';
import type { Detection } from './blazeface';
import type { Classifier } from './classifier';
import type { Detector } from './detector';
import { Film } from './film';
import type { Square } from './geometry';
import type { CreateCanvas } from './surface';
import type { Frame } from './vision';

const OPTIONS = { smoothing: 'normal', maxFaces: 6 } as const;
const FRAME = { width: 640, height: 480 } as Frame;
const FACE_SIDE = 60;

const classifier = {
  size: 4,
  manifest: {
    alignment: { centreShift: 0, side: 1, rollDeadZoneDegrees: 10 },
    emotions: ['neutral', 'happiness'],
    certainty: { lead: 0.2 },
  },
  classify: async (_: Float32Array, count: number) => Array(count).fill([0.1, 0.9]),
} as unknown as Classifier;

const create: CreateCanvas = (width, height) => {
  const canvas = { width, height };
  const context = {
    canvas,
    drawImage: () => {},
    getImageData: (_x: number, _y: number, columns: number, rows: number) => ({
      data: new Uint8ClampedArray(4 * columns * rows),
    }),
  };
  return { ...canvas, getContext: () => context } as unknown as OffscreenCanvas;
};

/** Sees one face: with one score from afar and another close by, 0 for not at all. */
function detectorOf(far: number, close: number): Detector {
  const point = { x: 330, y: 250 };
  const face = (score: number): Detection => ({
    score,
    box: { x: 300, y: 220, width: FACE_SIDE, height: FACE_SIDE },
    keypoints: [point, point, point, point, point, point],
  });
  const detect = async (_: unknown, { side }: Square, minScore: number) =>
    [face(side === 2 * FACE_SIDE ? close : far)].filter(({ score }) => score >= minScore);
  return { detect } as unknown as Detector;
}

/** How many faces each of 30 frames shows. */
async function watch(detector: Detector): Promise<number[]> {
  const film = new Film(detector, classifier, create);
  const counts: number[] = [];
  for (let i = 0; i < 30; i++) {
    counts.push((await film.read(FRAME, i / 30, OPTIONS)).faces.length);
  }
  return counts;
}

it('shows a face that is faint from afar and clear close by', async () => {
  expect((await watch(detectorOf(0.46, 0.9))).slice(1)).toEqual(Array(29).fill(1));
});

it('shows nothing where what looks like a face from afar is none close by', async () => {
  expect(await watch(detectorOf(0.7, 0))).toEqual(Array(30).fill(0));
});

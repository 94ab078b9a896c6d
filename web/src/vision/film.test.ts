import { describe, expect, it } from 'vitest';
import type { Detection } from './blazeface';
import type { Detector } from './detector';
import { fakeClassifier } from './fake-classifier';
import { Film } from './film';
import type { Box, Square } from './geometry';
import type { CreateCanvas } from './surface';
import type { Frame } from './vision';

const OPTIONS = { smoothing: 'normal', maxFaces: 6 } as const;
const FRAME = { width: 640, height: 480 } as Frame;
const FACE_SIDE = 60;

const classifier = fakeClassifier((count) => Array(count).fill([0.1, 0.9]));

const create: CreateCanvas = (width, height) => {
  const canvas = { width, height };
  const context = {
    canvas,
    drawImage: () => {},
    getImageData: (_x: number, _y: number, columns: number, rows: number) => ({
      data: new Uint8ClampedArray(4 * columns * rows),
      width: columns,
      height: rows,
    }),
  };
  return { ...canvas, getContext: () => context } as unknown as OffscreenCanvas;
};

function detection(box: Box, score: number): Detection {
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return { score, box, keypoints: [point, point, point, point, point, point] };
}

/** Sees one face: with one score from afar and another close by, 0 for not at all. */
function detectorOf(far: number, close: number): Detector {
  const face = (score: number) =>
    detection({ x: 300, y: 220, width: FACE_SIDE, height: FACE_SIDE }, score);
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

it('shows a face that is faint from afar and clear close by, in its first frame', async () => {
  expect(await watch(detectorOf(0.46, 0.9))).toEqual(Array(30).fill(1));
});

it('shows nothing where what looks a little like a face does so from afar and close by', async () => {
  expect(await watch(detectorOf(0.46, 0.55))).toEqual(Array(30).fill(0));
});

it('shows nothing where what looks like a face from afar is none close by', async () => {
  expect(await watch(detectorOf(0.7, 0))).toEqual(Array(30).fill(0));
});

it('shows nothing beside a face where something there looks a little like another', async () => {
  const face = { x: 200, y: 150, width: 130, height: 130 };
  const fold = { x: 300, y: 120, width: 44, height: 44 };
  const detect = async (_: unknown, { side }: Square, minScore: number) =>
    [detection(face, 0.9), detection(fold, side === 88 ? 0.6 : 0.57)].filter(
      ({ score }) => score >= minScore,
    );
  const counts = await watch({ detect } as unknown as Detector);
  expect(counts).toEqual(Array(30).fill(1));
});

describe('while a large face is tracked', () => {
  const LARGE: Box = { x: 180, y: 150, width: 200, height: 200 };
  /** Sees of these faces what is whole in the square and at least an eighth of it. */
  const detectorOfFaces = (faces: Box[], looks: Square[]) =>
    ({
      detect: async (_: unknown, square: Square) => {
        looks.push(square);
        return faces
          .filter(({ width }) => width >= square.side / 8)
          .filter(({ x, width }) => x >= square.x && x + width <= square.x + square.side)
          .filter(({ y, height }) => y >= square.y && y + height <= square.y + square.side)
          .map((box) => detection(box, 0.8));
      },
    }) as unknown as Detector;

  it.each([
    [5, 5],
    [570, 410],
    [400, 20],
    [60, 200],
  ])('shows a small newcomer at %i, %i within 300 ms, whenever it comes', async (x, y) => {
    for (let arrival = 15; arrival < 24; arrival++) {
      const faces = [LARGE];
      const film = new Film(detectorOfFaces(faces, []), classifier, create);
      let shown = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 60; i++) {
        if (i === arrival) faces.push({ x, y, width: 65, height: 65 });
        const { faces: readings } = await film.read(FRAME, i / 30, OPTIONS);
        if (readings.length === 2) shown = Math.min(shown, i);
      }
      expect((shown - arrival) / 30).toBeLessThan(0.3);
    }
  });

  it('looks elsewhere in two frames of five', async () => {
    const looks: Square[] = [];
    const film = new Film(detectorOfFaces([LARGE], looks), classifier, create);
    for (let i = 0; i < 300; i++) await film.read(FRAME, i / 30, OPTIONS);
    expect(looks.length / 300).toBeLessThan(1.4);
  });
});

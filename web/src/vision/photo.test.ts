import { describe, expect, it } from 'vitest';
import { frameFace, sampleFace } from './alignment';
import type { Detection } from './blazeface';
import type { Detector } from './detector';
import { fakeClassifier } from './fake-classifier';
import type { Square } from './geometry';
import { photoSquares, readPhoto } from './photo';

describe('photoSquares', () => {
  it('looks at the whole, at halves and at quarters, up to all edges', () => {
    const squares = photoSquares(1600, 1000);
    expect(squares[0]).toEqual({ x: 0, y: -300, side: 1600 });
    for (const side of [800, 400]) {
      const tiles = squares.filter((square) => square.side === side);
      expect(Math.min(...tiles.map(({ x }) => x))).toBe(0);
      expect(Math.max(...tiles.map(({ x }) => x + side))).toBe(1600);
      expect(Math.max(...tiles.map(({ y }) => y + side))).toBe(1000);
    }
  });

  it('leaves out tiles of less than 160 pixels', () => {
    expect(photoSquares(300, 200)).toHaveLength(1);
    expect(photoSquares(400, 300).every(({ side }) => side >= 160)).toBe(true);
  });
});

function detection(x: number, score: number): Detection {
  const point = { x: x + 20, y: 120 };
  return {
    score,
    box: { x, y: 100, width: 40, height: 40 },
    keypoints: [point, point, point, point, point, point],
  };
}

/** Sees these faces in every square that is smaller than the photo, better ones close by. */
function detectorOf(faces: readonly Detection[], closeBy: readonly Detection[]): Detector {
  return {
    detect: async (_: unknown, { side }: Square, minScore: number) =>
      (side < 100 ? closeBy : faces).filter(({ score }) => score >= minScore),
  } as unknown as Detector;
}

const classifier = fakeClassifier((count) =>
  Array.from({ length: count }, (_, i) => (i === 0 ? [0.3, 0.7] : [0.55, 0.45])),
);

const photo = { data: new Uint8Array(4 * 300 * 200), width: 300, height: 200 };

describe('readPhoto', () => {
  it('reads each face once, from left to right, as the second look sees it', async () => {
    const faces = [detection(200, 0.9), detection(204, 0.6), detection(30, 0.7)];
    const closeBy = [detection(202, 0.95), detection(31, 0.9)];
    const readings = await readPhoto(photo, detectorOf(faces, closeBy), classifier);
    expect(readings.map(({ id, box }) => [id, box.x])).toEqual([
      [1, 31],
      [2, 202],
    ]);
    expect(readings[0]).toMatchObject({ emotion: 'happiness', confidence: 0.7, certain: true });
    expect(readings[1]).toMatchObject({ emotion: 'neutral', certain: false });
  });

  it('drops what the second look does not confirm', async () => {
    const unsure = [detection(100, 0.7)];
    expect(await readPhoto(photo, detectorOf([detection(100, 0.9)], unsure), classifier)).toEqual(
      [],
    );
    const elsewhere = [detection(240, 0.95)];
    expect(
      await readPhoto(photo, detectorOf([detection(100, 0.9)], elsewhere), classifier),
    ).toEqual([]);
  });

  it('crops faces at the edges as from the whole photo', async () => {
    const data = Uint8Array.from({ length: 4 * 300 * 200 }, (_, i) => (i * 31) % 251);
    const faces = [detection(-15, 0.9), detection(130, 0.9), detection(275, 0.9)];
    const { manifest, size } = classifier;
    const whole = { data, width: 300, height: 200 };
    const expected = faces.map(({ box, keypoints }) => {
      const crop = new Float32Array(size * size);
      sampleFace(whole, frameFace(box, keypoints, manifest.alignment), size, crop);
      return [...crop];
    });
    let crops: number[] = [];
    const spy = {
      ...classifier,
      classify: async (input: Float32Array, count: number) => {
        crops = [...input];
        return Array(count).fill([0.5, 0.5]);
      },
    } as unknown as typeof classifier;
    await readPhoto(whole, detectorOf(faces, faces), spy);
    expected.flat().forEach((value, i) => {
      expect(crops[i]).toBeCloseTo(value, 2);
    });
  });
});

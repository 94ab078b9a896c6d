import { describe, expect, it } from 'vitest';
import vectors from '../../../../tests/vectors/photo.json';
import { cropOf } from '../faces/alignment';
import type { Detection } from '../faces/blazeface';
import type { Detector } from '../faces/detector';
import { fakeClassifier, fakeFollow } from '../faces/fake-networks';
import { sampleFace } from '../faces/sample-face';
import type { Square } from '../image/geometry';
import { THRESHOLDS } from '../thresholds';
import { PhotoReader, photoSquares } from './photo';

it('takes for a face what Python takes for one', () => {
  expect(THRESHOLDS).toMatchObject(vectors.thresholds);
});

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

  it.each(vectors.squares)('looks where Python looks: $width x $height', (vector) => {
    const squares = photoSquares(vector.width, vector.height);
    expect(squares).toHaveLength(vector.squares.length);
    squares.forEach(({ x, y, side }, i) => {
      const expected = vector.squares[i] as number[];
      for (const [at, value] of [x, y, side].entries())
        expect(value).toBeCloseTo(expected[at] as number, 6);
    });
  });
});

function detection(x: number, score: number): Detection {
  const point = (dx: number, dy: number) => ({ x: x + 20 + dx, y: 120 + dy });
  return {
    score,
    box: { x, y: 100, width: 40, height: 40 },
    keypoints: [
      point(-8, -6),
      point(8, -6),
      point(0, 2),
      point(0, 10),
      point(-14, 0),
      point(14, 0),
    ],
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

const sure = fakeFollow(() => 0.99);

function read(detector: Detector, follow = sure) {
  return new PhotoReader(detector, follow, classifier).read(photo);
}

const photo = { data: new Uint8Array(4 * 300 * 200), width: 300, height: 200 };

describe('PhotoReader', () => {
  it('reads each face once, from left to right, as the second look sees it', async () => {
    const faces = [detection(200, 0.9), detection(204, 0.6), detection(30, 0.7)];
    const closeBy = [detection(202, 0.95), detection(31, 0.9)];
    const readings = await read(detectorOf(faces, closeBy));
    expect(readings.map(({ id, box }) => [id, box.x])).toEqual([
      [1, 31],
      [2, 202],
    ]);
    expect(readings[0]).toMatchObject({ emotion: 'happiness', confidence: 0.7, certain: true });
    expect(readings[1]).toMatchObject({ emotion: 'neutral', certain: false });
  });

  it('drops what the second look does not confirm', async () => {
    const unsure = [detection(100, 0.7)];
    expect(await read(detectorOf([detection(100, 0.9)], unsure))).toEqual([]);
    const elsewhere = [detection(240, 0.95)];
    expect(await read(detectorOf([detection(100, 0.9)], elsewhere))).toEqual([]);
  });

  it('drops what `follow` does not confirm', async () => {
    const faces = [detection(30, 0.9), detection(200, 0.9)];
    const follow = fakeFollow(({ centre }) => (centre.x < 100 ? 0.3 : 0.99));
    const readings = await read(detectorOf(faces, faces), follow);
    expect(readings.map(({ id, box }) => [id, box.x])).toEqual([[1, 200]]);
  });

  it('drops faces that are upside down', async () => {
    const { box, score, keypoints } = detection(30, 0.9);
    const [left, right, ...rest] = keypoints;
    const face = { box, score, keypoints: [right, left, ...rest] } as unknown as Detection;
    expect(await read(detectorOf([face], [face]))).toEqual([]);
  });

  it('crops faces at the edges as from the whole photo', async () => {
    const data = Uint8Array.from({ length: 4 * 300 * 200 }, (_, i) => (i * 31) % 251);
    const faces = [detection(-15, 0.9), detection(130, 0.9), detection(275, 0.9)];
    const { manifest, size } = classifier;
    const whole = { data, width: 300, height: 200 };
    const expected = faces.map((face) => {
      const crop = new Float32Array(size * size);
      sampleFace(whole, cropOf(face, manifest.alignment), size, crop);
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
    await new PhotoReader(detectorOf(faces, faces), sure, spy).read(whole);
    expected.flat().forEach((value, i) => {
      expect(crops[i]).toBeCloseTo(value, 2);
    });
  });
});

import { describe, expect, it } from 'vitest';
import vectors from '../../../../tests/vectors/alignment.json';
import { clip, cut, type Raster } from '../image/raster';
import type { Keypoints } from '../types';
import { cropOf, reach } from './alignment';
import { sampleFace } from './sample-face';

/** Grey levels. */
const TOLERANCE = 0.5;

const { size, alignment } = vectors;

function picture(name: string): Raster {
  const { width, height, rgb } = vectors.pictures[name as keyof typeof vectors.pictures];
  const bytes = Buffer.from(rgb, 'base64');
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) data.set(bytes.subarray(3 * i, 3 * i + 3), 4 * i);
  return { data, width, height };
}

describe.each(vectors.cases)('alignment of "$name"', (vector) => {
  const crop = cropOf(
    { box: vector.box, keypoints: vector.keypoints as unknown as Keypoints },
    alignment,
  );
  const whole = picture(vector.picture);

  it('crops where Python crops', () => {
    expect(crop.centre.x).toBeCloseTo(vector.crop.centreX, 4);
    expect(crop.centre.y).toBeCloseTo(vector.crop.centreY, 4);
    expect(crop.side).toBeCloseTo(vector.crop.side, 4);
    expect((crop.angle * 180) / Math.PI).toBeCloseTo(vector.crop.angleDegrees, 4);
  });

  it('samples what Python samples', () => {
    const out = new Float32Array(size * size);
    sampleFace(whole, crop, size, out);
    const expected = Buffer.from(vector.expected, 'base64');
    const worst = out.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - expected.readUInt16LE(2 * i) / 256)),
      0,
    );
    expect(worst).toBeLessThanOrEqual(TOLERANCE);
  });

  it('needs no more than the square it says it reaches', () => {
    const part = clip(reach(crop), whole);
    const { x, y } = crop.centre;
    const centre = { x: x - part.x, y: y - part.y };
    const fromWhole = new Float32Array(size * size);
    const fromPart = new Float32Array(size * size);
    sampleFace(whole, crop, size, fromWhole);
    sampleFace(cut(whole, part), { ...crop, centre }, size, fromPart);
    fromWhole.forEach((value, i) => {
      expect(fromPart[i]).toBeCloseTo(value, 2);
    });
  });
});

import { describe, expect, it } from 'vitest';
import vectors from '../../../tests/vectors/alignment.json';
import { frameFace, reach, sampleFace } from './alignment';
import type { Keypoints } from './face-reading';
import { clip, cut, type Raster } from './raster';

/** Grey levels. */
const TOLERANCE = 0.5;

const { size, framing: alignment } = vectors;

function picture(name: string): Raster {
  const { width, height, rgb } = vectors.pictures[name as keyof typeof vectors.pictures];
  const bytes = Buffer.from(rgb, 'base64');
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) data.set(bytes.subarray(3 * i, 3 * i + 3), 4 * i);
  return { data, width, height };
}

describe.each(vectors.cases)('alignment of "$name"', (vector) => {
  const framing = frameFace(vector.box, vector.keypoints as unknown as Keypoints, alignment);
  const whole = picture(vector.picture);

  it('crops where Python crops', () => {
    expect(framing.centre.x).toBeCloseTo(vector.crop.centreX, 4);
    expect(framing.centre.y).toBeCloseTo(vector.crop.centreY, 4);
    expect(framing.side).toBeCloseTo(vector.crop.side, 4);
    expect((framing.angle * 180) / Math.PI).toBeCloseTo(vector.crop.angleDegrees, 4);
  });

  it('samples what Python samples', () => {
    const out = new Float32Array(size * size);
    sampleFace(whole, framing, size, out);
    const expected = Buffer.from(vector.expected, 'base64');
    const worst = out.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - expected.readUInt16LE(2 * i) / 256)),
      0,
    );
    expect(worst).toBeLessThanOrEqual(TOLERANCE);
  });

  it('needs no more than the square it says it reaches', () => {
    const part = clip(reach(framing), whole);
    const { x, y } = framing.centre;
    const centre = { x: x - part.x, y: y - part.y };
    const fromWhole = new Float32Array(size * size);
    const fromPart = new Float32Array(size * size);
    sampleFace(whole, framing, size, fromWhole);
    sampleFace(cut(whole, part), { ...framing, centre }, size, fromPart);
    fromWhole.forEach((value, i) => {
      expect(fromPart[i]).toBeCloseTo(value, 2);
    });
  });
});

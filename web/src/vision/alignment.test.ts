import { describe, expect, it } from 'vitest';
import vectors from '../../../tests/vectors/alignment.json';
import { frameFace, type Pixels, reach, sampleFace } from './alignment';
import type { Keypoints } from './face-reading';

/** Grey levels. */
const TOLERANCE = 0.5;

const { size, framing: alignment } = vectors;

function picture(name: string): Pixels {
  const { width, height, rgb } = vectors.pictures[name as keyof typeof vectors.pictures];
  const bytes = Buffer.from(rgb, 'base64');
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) data.set(bytes.subarray(3 * i, 3 * i + 3), 4 * i);
  return { data, x: 0, y: 0, width, height };
}

/** What `getImageData` gives for the square a crop reads. */
function part(whole: Pixels, left: number, top: number, right: number, bottom: number): Pixels {
  const x = Math.min(whole.width - 1, Math.max(0, Math.floor(left)));
  const y = Math.min(whole.height - 1, Math.max(0, Math.floor(top)));
  const width = Math.min(whole.width, Math.max(x + 1, Math.ceil(right))) - x;
  const height = Math.min(whole.height, Math.max(y + 1, Math.ceil(bottom))) - y;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    const from = 4 * ((y + row) * whole.width + x);
    data.set(whole.data.subarray(from, from + 4 * width), 4 * row * width);
  }
  return { data, x, y, width, height };
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
    const square = reach(framing);
    const right = square.x + square.side;
    const bottom = square.y + square.side;
    const fromWhole = new Float32Array(size * size);
    const fromPart = new Float32Array(size * size);
    sampleFace(whole, framing, size, fromWhole);
    sampleFace(part(whole, square.x, square.y, right, bottom), framing, size, fromPart);
    expect(fromPart).toEqual(fromWhole);
  });
});

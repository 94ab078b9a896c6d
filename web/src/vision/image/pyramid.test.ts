import { expect, it } from 'vitest';
import vectors from '../../../../tests/vectors/photo.json';
import { FrameSampler, Pyramid } from './pyramid';
import { cut, type Part, type Raster } from './raster';

function raster(width: number, height: number, value: (x: number, y: number) => number): Raster {
  const data = new Uint8Array(4 * width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      data.fill(value(x, y), 4 * (y * width + x), 4 * (y * width + x) + 3);
  }
  return { data, width, height };
}

function sample(picture: Raster, x: number, y: number, side: number, size: number): Float32Array {
  const out = new Float32Array(size * size * 3);
  new Pyramid(picture).sample({ x, y, side }, size, out);
  return out;
}

/** The picture that tests/vectors/make_photo.py describes. */
function vectorPicture(): Raster {
  const { width, height } = vectors.picture;
  const picture = raster(width, height, () => 0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        const value = 7 * x + 13 * y + Math.floor((x * y) / 50) + 80 * c;
        picture.data[4 * (y * width + x) + c] = value % 256;
      }
    }
  }
  return picture;
}

it.each(vectors.samples)('scales the square $square to what Python has', (vector) => {
  const [x, y, side] = vector.square as [number, number, number];
  const out = sample(vectorPicture(), x, y, side, vector.size);
  const expected = Buffer.from(vector.expected, 'base64');
  expect(expected).toHaveLength(2 * out.length);
  out.forEach((value, i) => {
    expect(Math.abs(value - expected.readUInt16LE(2 * i) / 256)).toBeLessThanOrEqual(0.5);
  });
});

it('copies a square of the size it is asked for', () => {
  const picture = raster(9, 7, (x, y) => 20 * x + y);
  const out = sample(picture, 2, 1, 4, 4);
  for (let y = 0; y < 4; y++) {
    for (let x = 0; x < 4; x++) expect(out[3 * (4 * y + x)]).toBeCloseTo(20 * (x + 2) + y + 1, 3);
  }
});

it('does not alias: a fine pattern becomes grey, in a small picture and in a large one', () => {
  for (const side of [64, 1100]) {
    const stripes = raster(side, side, (x) => (x % 2) * 254);
    const inner = [...sample(stripes, side / 4, side / 4, side / 2, 16)];
    expect(Math.min(...inner)).toBeGreaterThan(110);
    expect(Math.max(...inner)).toBeLessThan(144);
  }
});

it('keeps a large picture where it is, odd sides included', () => {
  const picture = raster(1025, 771, (x) => Math.floor(x / 5));
  const out = sample(picture, 200, 50, 640, 128);
  for (let i = 0; i < 128; i++) {
    expect(Math.abs((out[3 * i] as number) - (200 + 5 * (i + 0.5)) / 5)).toBeLessThan(1);
  }
});

it('takes what lies outside for black', () => {
  const white = raster(40, 20, () => 255);
  const out = sample(white, 0, -10, 40, 40);
  expect(out[0]).toBe(0);
  expect(out[3 * (40 * 20 + 20)]).toBeCloseTo(255, 3);
  expect(out.at(-1)).toBe(0);
});

it.each([
  ['inside', 37.3, 21.8, 90.6],
  ['all of it', 0, -20.5, 161],
  ['beyond the right and lower edges', 101.7, 60.2, 150],
  ['beyond the left and upper edges', -33.4, -50.1, 140.3],
  ['around the picture', -90, -110, 400],
  ['outside', 300, -200, 50],
])('sees the same in a frame of a film as in a photo: %s', async (_, x, y, side) => {
  const picture = raster(161, 120, (x, y) => (x * x + 31 * y + x * y) % 251);
  for (const size of [16, 64]) {
    const out = new Float32Array(size * size * 3);
    const frame = { width: 161, height: 120, read: (part: Part) => cut(picture, part) };
    await new FrameSampler(frame).sample({ x, y, side }, size, out);
    const expected = sample(picture, x, y, side, size);
    out.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 2);
    });
  }
});

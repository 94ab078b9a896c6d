import type { Raster } from '../image/raster';
import type { Crop } from './alignment';

const MAX_SUBSAMPLES = 12;

let plane = new Float32Array(0);

/**
 * Samples a face as BT.601 luma, 0..255, not rounded: each output pixel is the mean of n x n
 * bilinear samples spread over the area it covers, so shrinking does not alias.
 *
 * @param picture - must hold `reach(crop)`, as far as that lies in the frame; beyond it the
 *   border repeats.
 * @param crop - in pixels of the picture.
 * @param out - receives size * size values, row-major.
 */
export function sampleFace(picture: Raster, crop: Crop, size: number, out: Float32Array): void {
  const n = Math.min(MAX_SUBSAMPLES, Math.max(1, Math.ceil(crop.side / size)));
  if (crop.angle === 0) sampleUpright(picture, crop, size, n, out);
  else sampleTurned(picture, crop, size, n, out);
}

function sampleTurned(
  picture: Raster,
  { centre, side, angle }: Crop,
  size: number,
  n: number,
  out: Float32Array,
): void {
  const { width } = picture;
  const luma = toLuma(picture);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const originX = centre.x - 0.5;
  const originY = centre.y - 0.5;
  const substep = side / (size * n);
  const start = substep / 2 - side / 2;
  const right = width - 1;
  const bottom = picture.height - 1;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let b = 0; b < n; b++) {
        const v = start + (row * n + b) * substep;
        for (let a = 0; a < n; a++) {
          const u = start + (column * n + a) * substep;
          const x = Math.min(right, Math.max(0, originX + u * cos - v * sin));
          const y = Math.min(bottom, Math.max(0, originY + u * sin + v * cos));
          // Both are positive and small: `| 0` is a fast floor.
          const left = x | 0;
          const top = y | 0;
          const fx = x - left;
          const fy = y - top;
          const at = top * width + left;
          const aside = left < right ? 1 : 0;
          const below = top < bottom ? at + width : at;
          const upper = luma[at] as number;
          const lower = luma[below] as number;
          const upperMean = upper + fx * ((luma[at + aside] as number) - upper);
          const lowerMean = lower + fx * ((luma[below + aside] as number) - lower);
          sum += upperMean + fy * (lowerMean - upperMean);
        }
      }
      out[row * size + column] = sum / (n * n);
    }
  }
}

/** The same where the samples factor into rows and columns: a fifth of the time. */
function sampleUpright(
  picture: Raster,
  { centre, side }: Crop,
  size: number,
  n: number,
  out: Float32Array,
): void {
  const { width, height } = picture;
  const luma = toLuma(picture);
  const columns = tapsOf(centre.x - side / 2, side, size, n, width);
  const rows = tapsOf(centre.y - side / 2, side, size, n, height);
  const line = new Float32Array(width);
  for (let row = 0; row < size; row++) {
    line.fill(0);
    for (let tap = 0; tap < rows.count; tap++) {
      const weight = rows.weights[row * rows.count + tap] as number;
      if (weight === 0) continue;
      const from = ((rows.firsts[row] as number) + tap) * width;
      for (let x = 0; x < width; x++) {
        (line[x] as number) += weight * (luma[from + x] as number);
      }
    }
    for (let column = 0; column < size; column++) {
      const first = columns.firsts[column] as number;
      let sum = 0;
      for (let tap = 0; tap < columns.count; tap++) {
        const weight = columns.weights[column * columns.count + tap] as number;
        if (weight !== 0) sum += weight * (line[first + tap] as number);
      }
      out[row * size + column] = sum;
    }
  }
}

/** For one axis: which source pixels each output pixel is made of. */
interface Taps {
  /** The first source pixel of each output pixel. */
  readonly firsts: Int32Array;
  /** Source pixels that an output pixel has at most. */
  readonly count: number;
  /** Shape [output pixels, count]. */
  readonly weights: Float32Array;
}

function tapsOf(start: number, side: number, size: number, n: number, length: number): Taps {
  const substep = side / (size * n);
  const count = Math.ceil(substep * (n - 1)) + 2;
  const firsts = new Int32Array(size);
  const weights = new Float32Array(size * count);
  for (let i = 0; i < size; i++) {
    for (let sample = 0; sample < n; sample++) {
      const place = start + (i * n + sample + 0.5) * substep - 0.5;
      const position = Math.min(length - 1, Math.max(0, place));
      const lower = Math.floor(position);
      if (sample === 0) firsts[i] = lower;
      const tap = i * count + lower - (firsts[i] as number);
      (weights[tap] as number) += (1 - (position - lower)) / n;
      if (position > lower) (weights[tap + 1] as number) += (position - lower) / n;
    }
  }
  return { firsts, count, weights };
}

/** The luma of a picture, in memory that the next call uses again. */
function toLuma({ data, width, height }: Raster): Float32Array {
  const count = width * height;
  if (plane.length < count) plane = new Float32Array(count);
  for (let i = 0, from = 0; i < count; i++, from += 4) {
    plane[i] =
      0.299 * (data[from] as number) +
      0.587 * (data[from + 1] as number) +
      0.114 * (data[from + 2] as number);
  }
  return plane;
}

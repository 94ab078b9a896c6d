import type { Square } from './geometry';
import type { Raster } from './raster';

const CHANNELS = 3;
/** Two bilinear samples at most a pixel apart read three pixels. */
const TAPS = 3;

/** For one axis: `TAPS` source indices and their weights for each output pixel. */
interface Taps {
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/**
 * How often a picture is halved before a square of it is scaled: until the square's side is at
 * most twice the size that is asked for.
 */
export function halvingsFor(side: number, size: number): number {
  return Math.max(0, Math.ceil(Math.log2(side / (2 * size))));
}

/**
 * Scales a square: each output pixel is the mean of n x n bilinear samples, n = 1 or 2. What lies
 * outside the raster counts as black.
 *
 * @param square - in pixels of the raster; its side is at most 2 * size.
 * @param out - receives size * size RGB values, row-major, 0..255, not rounded.
 */
export function scaleSquare(raster: Raster, square: Square, size: number, out: Float32Array): void {
  const { data, width, height } = raster;
  const columns = tapsOf(square.x, square.side, size, width);
  const rows = tapsOf(square.y, square.side, size, height);
  const left = columns.indices.reduce((least, index) => Math.min(least, index));
  const right = columns.indices.reduce((most, index) => Math.max(most, index));
  const places = columns.indices.map((index) => CHANNELS * (index - left));
  const line = new Float32Array(CHANNELS * (right - left + 1));
  for (let row = 0, to = 0; row < TAPS * size; row += TAPS) {
    // An upright square's bilinear samples factor into rows and columns.
    mixRows(data, width, left, rows, row, line);
    for (let column = 0; column < TAPS * size; column += TAPS, to += CHANNELS) {
      const a = places[column] as number;
      const b = places[column + 1] as number;
      const c = places[column + 2] as number;
      const u = columns.weights[column] as number;
      const v = columns.weights[column + 1] as number;
      const w = columns.weights[column + 2] as number;
      out[to] = u * (line[a] as number) + v * (line[b] as number) + w * (line[c] as number);
      out[to + 1] =
        u * (line[a + 1] as number) + v * (line[b + 1] as number) + w * (line[c + 1] as number);
      out[to + 2] =
        u * (line[a + 2] as number) + v * (line[b + 2] as number) + w * (line[c + 2] as number);
    }
  }
}

/** Writes the weighted sum of three rows' RGB values, from column `left` on, to `line`. */
function mixRows(
  data: Raster['data'],
  width: number,
  left: number,
  { indices, weights }: Taps,
  row: number,
  line: Float32Array,
): void {
  let a = 4 * ((indices[row] as number) * width + left);
  let b = 4 * ((indices[row + 1] as number) * width + left);
  let c = 4 * ((indices[row + 2] as number) * width + left);
  const u = weights[row] as number;
  const v = weights[row + 1] as number;
  const w = weights[row + 2] as number;
  for (let to = 0; to < line.length; to += CHANNELS, a += 4, b += 4, c += 4) {
    line[to] = u * (data[a] as number) + v * (data[b] as number) + w * (data[c] as number);
    line[to + 1] =
      u * (data[a + 1] as number) + v * (data[b + 1] as number) + w * (data[c + 1] as number);
    line[to + 2] =
      u * (data[a + 2] as number) + v * (data[b + 2] as number) + w * (data[c + 2] as number);
  }
}

function tapsOf(start: number, side: number, size: number, length: number): Taps {
  const n = Math.max(1, Math.ceil(side / size));
  const indices = new Int32Array(TAPS * size);
  const weights = new Float32Array(TAPS * size);
  const lowest = (place: number) => Math.floor(Math.min(length - 1, Math.max(0, place - 0.5)));
  for (let i = 0; i < size; i++) {
    const first = lowest(start + ((i + 0.5 / n) / size) * side);
    for (let tap = 0; tap < TAPS; tap++) {
      indices[TAPS * i + tap] = Math.min(first + tap, length - 1);
    }
    for (let sample = 0; sample < n; sample++) {
      const place = start + ((i + (sample + 0.5) / n) / size) * side;
      if (place < 0 || place >= length) continue;
      const position = Math.min(length - 1, Math.max(0, place - 0.5));
      const lower = Math.floor(position);
      const fraction = position - lower;
      const tap = TAPS * i + lower - first;
      (weights[tap] as number) += (1 - fraction) / n;
      // In the last column the fraction is 0.
      if (fraction > 0) (weights[tap + 1] as number) += fraction / n;
    }
  }
  return { indices, weights };
}

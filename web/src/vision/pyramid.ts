import type { Square } from './geometry';

/** Longest side of a square, in pixels of the level it is sampled from. */
const FINEST = 256;
const CHANNELS = 3;

/** A picture's pixels: RGBA, 8 bits a channel. */
export interface Raster {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** For one axis: `taps` pairs of a source index and its weight for each output pixel. */
interface Taps {
  readonly taps: number;
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/**
 * A picture and its halves, so that a square of a large photo costs no more to sample than one of
 * a small photo. The same rule as in server/sampling.py, so that both find the same faces.
 */
export class Pyramid {
  private readonly levels: Raster[];

  constructor(picture: Raster) {
    this.levels = [picture];
    for (let last = picture; Math.max(last.width, last.height) > FINEST; ) {
      last = halve(last);
      this.levels.push(last);
    }
  }

  get width(): number {
    return (this.levels[0] as Raster).width;
  }

  get height(): number {
    return (this.levels[0] as Raster).height;
  }

  /**
   * Scales a square: from the first level in which its side is at most 256 pixels, each output
   * pixel is the mean of n x n bilinear samples. What lies outside the picture counts as black.
   *
   * @param square - in pixels of the picture.
   * @param out - receives size * size RGB values, row-major, 0..255, not rounded.
   */
  sample(square: Square, size: number, out: Float32Array): void {
    const wanted = Math.max(0, Math.ceil(Math.log2(square.side / FINEST)));
    const level = Math.min(wanted, this.levels.length - 1);
    const { data, width, height } = this.levels[level] as Raster;
    const scale = 0.5 ** level;
    const columns = tapsOf(square.x * scale, square.side * scale, size, width);
    const rows = tapsOf(square.y * scale, square.side * scale, size, height);
    const [left, right] = extent(columns.indices);
    const span = right - left + 1;
    const row = new Float32Array(span * CHANNELS);
    for (let y = 0; y < size; y++) {
      // An upright square's bilinear samples factor into rows and columns.
      row.fill(0);
      for (let tap = y * rows.taps; tap < (y + 1) * rows.taps; tap++) {
        const weight = rows.weights[tap] as number;
        if (weight === 0) continue;
        let from = 4 * ((rows.indices[tap] as number) * width + left);
        for (let to = 0; to < row.length; to += CHANNELS, from += 4) {
          for (let channel = 0; channel < CHANNELS; channel++) {
            (row[to + channel] as number) += weight * (data[from + channel] as number);
          }
        }
      }
      for (let x = 0; x < size; x++) {
        let red = 0;
        let green = 0;
        let blue = 0;
        for (let tap = x * columns.taps; tap < (x + 1) * columns.taps; tap++) {
          const weight = columns.weights[tap] as number;
          const from = CHANNELS * ((columns.indices[tap] as number) - left);
          red += weight * (row[from] as number);
          green += weight * (row[from + 1] as number);
          blue += weight * (row[from + 2] as number);
        }
        const to = CHANNELS * (y * size + x);
        out[to] = red;
        out[to + 1] = green;
        out[to + 2] = blue;
      }
    }
  }
}

function tapsOf(start: number, side: number, size: number, length: number): Taps {
  const n = Math.max(1, Math.ceil(side / size));
  const indices = new Int32Array(size * n * 2);
  const weights = new Float32Array(size * n * 2);
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let sub = 0; sub < n; sub++) {
      const place = start + ((i + (sub + 0.5) / n) / size) * side;
      const share = place >= 0 && place < length ? 1 / n : 0;
      const position = Math.min(length - 1, Math.max(0, place - 0.5));
      const lower = Math.floor(position);
      const fraction = position - lower;
      indices[at] = lower;
      weights[at++] = (1 - fraction) * share;
      indices[at] = Math.min(lower + 1, length - 1);
      weights[at++] = fraction * share;
    }
  }
  return { taps: 2 * n, indices, weights };
}

function extent(indices: Int32Array): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const index of indices) {
    if (index < low) low = index;
    if (index > high) high = index;
  }
  return [low, high];
}

/** Means of two by two pixels, rounded half up; at an odd edge, of those that there are. */
function halve({ data, width, height }: Raster): Raster {
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  const half = new Uint8Array(4 * halfWidth * halfHeight);
  for (let y = 0, to = 0; y < halfHeight; y++) {
    const top = 8 * y * width;
    const down = 2 * y + 1 < height ? 4 * width : 0;
    for (let x = 0; x < halfWidth; x++, to += 4) {
      const from = top + 8 * x;
      const across = 2 * x + 1 < width ? 4 : 0;
      // At an edge a pixel stands in for the one that is missing: the mean is the same.
      for (let channel = 0; channel < CHANNELS; channel++) {
        const at = from + channel;
        half[to + channel] =
          ((data[at] as number) +
            (data[at + across] as number) +
            (data[at + down] as number) +
            (data[at + across + down] as number) +
            2) >>
          2;
      }
    }
  }
  return { data: half, width: halfWidth, height: halfHeight };
}

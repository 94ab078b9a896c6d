import type { Keypoints } from './face-reading';
import { type Box, type Point, type Square, sideOf } from './geometry';
import type { Alignment } from './manifest.generated';
import type { Raster } from './raster';

const MAX_SUBSAMPLES = 12;

let plane = new Float32Array(0);

/** The similarity that brings a face to the framing of the training faces. */
export interface Framing {
  readonly centre: Point;
  /** Side of the crop in source pixels. */
  readonly side: number;
  /** Clockwise on the image, radians. */
  readonly angle: number;
}

/** Where to crop a detected face; positions in source pixels. */
export function frameFace(box: Box, keypoints: Keypoints, alignment: Alignment): Framing {
  const [leftEye, rightEye] = keypoints;
  const roll = (Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x) * 180) / Math.PI;
  const beyond = Math.max(0, Math.abs(roll) - alignment.rollDeadZoneDegrees);
  const angle = (Math.sign(roll) * beyond * Math.PI) / 180;
  const shift = alignment.centreShift * sideOf(box);
  const mean = (of: (point: Point) => number) =>
    keypoints.reduce((sum, point) => sum + of(point), 0) / keypoints.length;
  return {
    centre: {
      x: mean((point) => point.x) - Math.sin(angle) * shift,
      y: mean((point) => point.y) + Math.cos(angle) * shift,
    },
    side: alignment.side * sideOf(box),
    angle,
  };
}

/** The upright square that holds every source pixel `sampleFace` reads for this framing. */
export function reach(framing: Framing): Square {
  const side =
    framing.side * (Math.abs(Math.cos(framing.angle)) + Math.abs(Math.sin(framing.angle))) + 2;
  return { x: framing.centre.x - side / 2, y: framing.centre.y - side / 2, side };
}

/**
 * Samples a face as BT.601 luma, 0..255, not rounded: each output pixel is the mean of n x n
 * bilinear samples spread over the area it covers, so shrinking does not alias.
 *
 * @param picture - must hold `reach(framing)`, as far as that lies in the frame; beyond it the
 *   border repeats.
 * @param framing - in pixels of the picture.
 * @param out - receives size * size values, row-major.
 */
export function sampleFace(
  picture: Raster,
  framing: Framing,
  size: number,
  out: Float32Array,
): void {
  const n = Math.min(MAX_SUBSAMPLES, Math.max(1, Math.ceil(framing.side / size)));
  if (framing.angle === 0) sampleUpright(picture, framing, size, n, out);
  else sampleTurned(picture, framing, size, n, out);
}

function sampleTurned(
  picture: Raster,
  { centre, side, angle }: Framing,
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
  { centre, side }: Framing,
  size: number,
  n: number,
  out: Float32Array,
): void {
  const { width, height } = picture;
  const luma = toLuma(picture);
  const columns = sharesOf(centre.x - side / 2, side, size, n, width);
  const rows = sharesOf(centre.y - side / 2, side, size, n, height);
  const line = new Float32Array(width);
  for (let row = 0; row < size; row++) {
    line.fill(0);
    for (const { index, share } of rows[row] as Share[]) {
      for (let x = 0, at = index * width; x < width; x++, at++) {
        (line[x] as number) += share * (luma[at] as number);
      }
    }
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (const { index, share } of columns[column] as Share[]) {
        sum += share * (line[index] as number);
      }
      out[row * size + column] = sum;
    }
  }
}

/** How much of an output pixel comes from a source pixel, along one axis. */
interface Share {
  readonly index: number;
  share: number;
}

function sharesOf(start: number, side: number, size: number, n: number, length: number): Share[][] {
  return Array.from({ length: size }, (_, i) => {
    const shares: Share[] = [];
    const add = (index: number, share: number) => {
      const last = shares.findLast((other) => other.index === index);
      if (last) last.share += share;
      else shares.push({ index, share });
    };
    for (let sample = 0; sample < n; sample++) {
      const place = start + ((i * n + sample + 0.5) * side) / (size * n) - 0.5;
      const position = Math.min(length - 1, Math.max(0, place));
      const lower = Math.floor(position);
      add(lower, (1 - (position - lower)) / n);
      if (position > lower) add(lower + 1, (position - lower) / n);
    }
    return shares;
  });
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

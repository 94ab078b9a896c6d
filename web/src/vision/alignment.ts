import type { Keypoints } from './face-reading';
import { type Box, type Point, type Square, sideOf } from './geometry';
import type { Alignment } from './manifest.generated';

const MAX_SUBSAMPLES = 12;

let plane = new Float32Array(0);

/** Pixels of a frame, or of the part of it that starts at (x, y). RGBA, 8 bits a channel. */
export interface Pixels {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

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
 * @param pixels - must hold `reach(framing)`, clipped to the frame; beyond it the border repeats.
 * @param out - receives size * size values, row-major.
 */
export function sampleFace(
  pixels: Pixels,
  framing: Framing,
  size: number,
  out: Float32Array,
): void {
  const { width, height } = pixels;
  const luma = toLuma(pixels.data, width * height);
  const step = framing.side / size;
  const n = Math.min(MAX_SUBSAMPLES, Math.max(1, Math.ceil(step)));
  const cos = Math.cos(framing.angle);
  const sin = Math.sin(framing.angle);
  const originX = framing.centre.x - pixels.x - 0.5;
  const originY = framing.centre.y - pixels.y - 0.5;
  const start = (0.5 / n) * step - framing.side / 2;
  const substep = step / n;
  const right = width - 1;
  const bottom = height - 1;
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

/** The luma of RGBA pixels, in memory that the next call uses again. */
function toLuma(data: Uint8ClampedArray | Uint8Array, count: number): Float32Array {
  if (plane.length < count) plane = new Float32Array(count);
  for (let i = 0, from = 0; i < count; i++, from += 4) {
    plane[i] =
      0.299 * (data[from] as number) +
      0.587 * (data[from + 1] as number) +
      0.114 * (data[from + 2] as number);
  }
  return plane;
}

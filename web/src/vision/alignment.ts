import type { Keypoints } from './face-reading';
import { type Box, type Point, type Square, sideOf } from './geometry';
import type { Alignment } from './manifest.generated';

const MAX_SUBSAMPLES = 12;

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
  const { data, width, height } = pixels;
  const step = framing.side / size;
  const n = Math.min(MAX_SUBSAMPLES, Math.max(1, Math.ceil(step)));
  const cos = Math.cos(framing.angle);
  const sin = Math.sin(framing.angle);
  const originX = framing.centre.x - pixels.x - 0.5;
  const originY = framing.centre.y - pixels.y - 0.5;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let b = 0; b < n; b++) {
        const v = (row + (b + 0.5) / n) * step - framing.side / 2;
        for (let a = 0; a < n; a++) {
          const u = (column + (a + 0.5) / n) * step - framing.side / 2;
          const x = Math.min(width - 1, Math.max(0, originX + u * cos - v * sin));
          const y = Math.min(height - 1, Math.max(0, originY + u * sin + v * cos));
          const left = Math.floor(x);
          const top = Math.floor(y);
          const topLeft = 4 * (top * width + left);
          const topRight = left + 1 < width ? topLeft + 4 : topLeft;
          const down = top + 1 < height ? 4 * width : 0;
          const fx = x - left;
          const fy = y - top;
          sum +=
            (1 - fy) * ((1 - fx) * luma(data, topLeft) + fx * luma(data, topRight)) +
            fy * ((1 - fx) * luma(data, topLeft + down) + fx * luma(data, topRight + down));
        }
      }
      out[row * size + column] = sum / (n * n);
    }
  }
}

function luma(data: Uint8ClampedArray | Uint8Array, at: number): number {
  return (
    0.299 * (data[at] as number) +
    0.587 * (data[at + 1] as number) +
    0.114 * (data[at + 2] as number)
  );
}

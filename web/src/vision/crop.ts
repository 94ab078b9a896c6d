import { frameFace, type Pixels, reach, sampleFace } from './alignment';
import type { Detection } from './blazeface';
import type { Alignment } from './manifest.generated';

/** The picture that faces are cut out of. */
export interface Source {
  readonly width: number;
  readonly height: number;
  /** The RGBA pixels of a part of the picture. */
  read(x: number, y: number, width: number, height: number): Pixels['data'];
}

/**
 * Cuts faces out of a picture, aligned for the classifier.
 *
 * @returns shape [faces, size, size], BT.601 luma 0..255.
 */
export function cropFaces(
  source: Source,
  faces: readonly Pick<Detection, 'box' | 'keypoints'>[],
  alignment: Alignment,
  size: number,
): Float32Array {
  const crops = new Float32Array(faces.length * size * size);
  faces.forEach(({ box, keypoints }, i) => {
    const framing = frameFace(box, keypoints, alignment);
    const { x, y, side } = reach(framing);
    const left = clamp(Math.floor(x), source.width - 1);
    const top = clamp(Math.floor(y), source.height - 1);
    const width = clamp(Math.ceil(x + side), source.width - 1) + 1 - left;
    const height = clamp(Math.ceil(y + side), source.height - 1) + 1 - top;
    const data = source.read(left, top, width, height);
    const out = crops.subarray(i * size * size, (i + 1) * size * size);
    sampleFace({ data, x: left, y: top, width, height }, framing, size, out);
  });
  return crops;
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}

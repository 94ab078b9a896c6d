import { frameFace, reach, sampleFace } from './alignment';
import type { Detection } from './blazeface';
import type { Alignment } from './manifest.generated';
import type { Context } from './surface';

/**
 * Cuts faces out of a frame, aligned for the classifier.
 *
 * @param frame - holds the frame's pixels.
 * @returns shape [faces, size, size], BT.601 luma 0..255.
 */
export function cropFaces(
  frame: Context,
  faces: readonly Pick<Detection, 'box' | 'keypoints'>[],
  alignment: Alignment,
  size: number,
): Float32Array {
  const crops = new Float32Array(faces.length * size * size);
  faces.forEach(({ box, keypoints }, i) => {
    const framing = frameFace(box, keypoints, alignment);
    const { x, y, side } = reach(framing);
    const left = clamp(Math.floor(x), frame.canvas.width - 1);
    const top = clamp(Math.floor(y), frame.canvas.height - 1);
    const right = clamp(Math.ceil(x + side), frame.canvas.width - 1) + 1;
    const bottom = clamp(Math.ceil(y + side), frame.canvas.height - 1) + 1;
    const { data, width, height } = frame.getImageData(left, top, right - left, bottom - top);
    const out = crops.subarray(i * size * size, (i + 1) * size * size);
    sampleFace({ data, x: left, y: top, width, height }, framing, size, out);
  });
  return crops;
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}

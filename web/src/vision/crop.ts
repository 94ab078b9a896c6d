import { type Framing, frameFace, reach, sampleFace } from './alignment';
import type { Detection } from './blazeface';
import type { Alignment } from './manifest.generated';
import { clip, type Part, type Picture } from './raster';

/**
 * Cuts faces out of a picture, aligned for the classifier.
 *
 * @returns shape [faces, size, size], BT.601 luma 0..255.
 */
export async function cropFaces(
  picture: Picture,
  faces: readonly Pick<Detection, 'box' | 'keypoints'>[],
  alignment: Alignment,
  size: number,
): Promise<Float32Array> {
  const crops = new Float32Array(faces.length * size * size);
  for (const [i, { box, keypoints }] of faces.entries()) {
    const framing = frameFace(box, keypoints, alignment);
    const part = clip(reach(framing), picture, 2);
    const out = crops.subarray(i * size * size, (i + 1) * size * size);
    sampleFace(await picture.read(part), within(part, framing), size, out);
  }
  return crops;
}

function within({ x, y }: Part, framing: Framing): Framing {
  return { ...framing, centre: { x: framing.centre.x - x, y: framing.centre.y - y } };
}

import { clip, type Part, type PixelSource } from '../image/raster';
import { type Crop, reach } from './alignment';
import { sampleFace } from './sample-face';

/**
 * Cuts crops out of a picture.
 *
 * @param size - the side of each crop as it is returned, in pixels.
 * @returns shape [crops, size, size], BT.601 luma 0..255.
 */
export async function sampleCrops(
  picture: PixelSource,
  crops: readonly Crop[],
  size: number,
): Promise<Float32Array> {
  const luma = new Float32Array(crops.length * size * size);
  for (const [i, crop] of crops.entries()) {
    const part = clip(reach(crop), picture, 2);
    const out = luma.subarray(i * size * size, (i + 1) * size * size);
    sampleFace(await picture.read(part), within(part, crop), size, out);
  }
  return luma;
}

function within({ x, y }: Part, crop: Crop): Crop {
  return { ...crop, centre: { x: crop.centre.x - x, y: crop.centre.y - y } };
}

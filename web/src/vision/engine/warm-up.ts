import { VisionError } from '../errors';
import type { Detection } from '../faces/blazeface';
import { iou } from '../image/geometry';
import { Pyramid } from '../image/pyramid';
import type { Raster } from '../image/raster';
import { wholeSquare } from '../image/tiles';
import type { Models } from '../models/models';

/** A sample's face covers three quarters of it. */
const MIN_OVERLAP = 0.5;

/**
 * Runs all networks on a face before the first frame comes, for backends compile and pack at first
 * use and would freeze the view at the first face. The detector proves itself on it.
 *
 * @returns the median milliseconds that one face takes: found, confirmed and read.
 * @throws VisionError `backend` where the detector does not find the face.
 */
export async function warmUp(
  { detector, follow, classifier, samples }: Models,
  runs: number,
): Promise<number> {
  const { size } = classifier;
  const face = new Uint8Array(samples.expression, 0, size * size);
  const luma = Float32Array.from(face);
  const picture = new Pyramid(toRaster(face, size));
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const faces = await detector.detect(picture, wholeSquare(size, size), 0.5);
    if (!fills(faces, size)) {
      throw new VisionError('backend', 'the detector does not find the sample face');
    }
    await follow.answer(luma, 1);
    await classifier.classify(luma, 1);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[runs >> 1] as number;
}

function fills(faces: readonly Detection[], size: number): boolean {
  const whole = { x: 0, y: 0, width: size, height: size };
  return faces.some(({ box }) => iou(box, whole) >= MIN_OVERLAP);
}

function toRaster(luma: Uint8Array, size: number): Raster {
  const data = new Uint8Array(4 * size * size);
  luma.forEach((value, i) => {
    data.fill(value, 4 * i, 4 * i + 4);
  });
  return { data, width: size, height: size };
}

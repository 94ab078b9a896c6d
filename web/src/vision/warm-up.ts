import type { Detection } from './blazeface';
import type { Classifier } from './classifier';
import type { Detector } from './detector';
import { VisionError } from './errors';
import { iou } from './geometry';
import { Pyramid } from './pyramid';
import type { Raster } from './raster';
import { wholeFrame } from './search';

/** A face in the training faces' framing covers three quarters of it. */
const MIN_OVERLAP = 0.5;

/**
 * Runs everything on a face before the first frame comes, for backends compile and pack at first
 * use and would freeze the view at the first face. The detector proves itself on it.
 *
 * @param samples - the manifest's golden file: uint8, shape [n, size, size].
 * @returns the median milliseconds that one face takes: found and named.
 * @throws VisionError `backend` where the detector does not find the face.
 */
export async function warmUp(
  detector: Detector,
  classifier: Classifier,
  samples: ArrayBuffer,
  runs: number,
): Promise<number> {
  const { size } = classifier;
  const face = new Uint8Array(samples, 0, size * size);
  const picture = new Pyramid(toRaster(face, size));
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const faces = await detector.detect(picture, wholeFrame(size, size), 0.5);
    if (!fills(faces, size)) {
      throw new VisionError('backend', 'the detector does not find the sample face');
    }
    await classifier.classify(Float32Array.from(face), 1);
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

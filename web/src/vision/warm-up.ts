import type { Classifier } from './classifier';
import type { Detector } from './detector';
import { wholeFrame } from './search';
import { type CreateCanvas, readableContext } from './surface';

const RUNS = 5;

/**
 * Runs everything on a face before the first frame comes, for backends compile and pack at first
 * use and would freeze the view at the first face.
 *
 * @param samples - the manifest's golden file: uint8, shape [n, size, size].
 * @returns the median milliseconds that one face takes: found and named.
 */
export async function warmUp(
  detector: Detector,
  classifier: Classifier,
  samples: ArrayBuffer,
  create: CreateCanvas,
): Promise<number> {
  const { size } = classifier;
  const face = new Uint8Array(samples, 0, size * size);
  const picture = readableContext(create(size, size));
  picture.putImageData(toImageData(face, size), 0, 0);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await detector.detect(picture.canvas, wholeFrame(size, size), 0.5);
    await classifier.classify(Float32Array.from(face), 1);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[RUNS >> 1] as number;
}

function toImageData(luma: Uint8Array, size: number): ImageData {
  const image = new ImageData(size, size);
  luma.forEach((value, i) => {
    image.data.set([value, value, value, 255], 4 * i);
  });
  return image;
}

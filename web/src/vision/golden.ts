import type { Classifier } from './classifier';
import { VisionError } from './errors';

/**
 * Lets a backend prove itself: it must give the probabilities that Keras gave for the manifest's
 * sample faces. Some phones' GPUs compute wrong answers without an error.
 *
 * @param samples - the manifest's golden file: uint8, shape [n, size, size].
 * @param count - how many of them, from the first on.
 * @throws VisionError `backend` where an answer is off by more than the manifest's tolerance.
 */
export async function proveBackend(
  classifier: Classifier,
  samples: ArrayBuffer,
  count: number,
): Promise<void> {
  const { probabilities, tolerance } = classifier.manifest.golden;
  const bytes = (samples.byteLength / probabilities.length) * count;
  const rows = await classifier.classify(
    Float32Array.from(new Uint8Array(samples, 0, bytes)),
    count,
  );
  rows.forEach((row, sample) => {
    row.forEach((value, emotion) => {
      const expected = probabilities[sample]?.[emotion] as number;
      // Written so that NaN fails too.
      if (!(Math.abs(value - expected) <= tolerance)) {
        throw new VisionError(
          'backend',
          `sample ${sample}: this device computes ${value} where ${expected} is right`,
        );
      }
    });
  });
}

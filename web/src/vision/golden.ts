import type { Classifier } from './classifier';
import { VisionError } from './errors';

/**
 * Lets a backend prove itself: it must give the probabilities that Keras gave for the manifest's
 * sample faces. Some phones' GPUs compute wrong answers without an error.
 *
 * @param samples - the manifest's golden file: uint8, shape [n, size, size].
 * @throws VisionError `backend` where an answer is off by more than the manifest's tolerance.
 */
export async function proveBackend(classifier: Classifier, samples: ArrayBuffer): Promise<void> {
  const { golden } = classifier.manifest;
  const rows = await classifier.classify(
    Float32Array.from(new Uint8Array(samples)),
    golden.probabilities.length,
  );
  rows.forEach((row, sample) => {
    row.forEach((value, emotion) => {
      const expected = golden.probabilities[sample]?.[emotion] as number;
      // Written so that NaN fails too.
      if (!(Math.abs(value - expected) <= golden.tolerance)) {
        throw new VisionError(
          'backend',
          `sample ${sample}: this device computes ${value} where ${expected} is right`,
        );
      }
    });
  });
}

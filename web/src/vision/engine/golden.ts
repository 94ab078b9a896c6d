import { VisionError } from '../errors';
import type { Models } from '../models/models';

/**
 * Lets a backend prove itself: it must give the answers that Keras gave for the manifests' sample
 * faces. Some phones' GPUs compute wrong answers without an error.
 *
 * @param count - how many of each network's samples, from the first on.
 * @throws VisionError `backend` where an answer is off by more than the manifest's tolerance.
 */
export async function proveBackend(
  { follow, classifier, samples }: Pick<Models, 'follow' | 'classifier' | 'samples'>,
  count: number,
): Promise<void> {
  const { golden } = follow.manifest;
  const answers = await follow.answer(take(samples.follow, golden.place.length, count), count);
  answers.forEach(({ presence, place }, i) => {
    const given = [presence, place.right, place.down, place.growth, place.turn];
    const right = [golden.presence[i], golden.place[i]].flat() as number[];
    compare(`follow, sample ${i}`, given, right, golden.tolerance);
  });
  const { probabilities, tolerance } = classifier.manifest.golden;
  const rows = await classifier.classify(
    take(samples.expression, probabilities.length, count),
    count,
  );
  rows.forEach((row, i) => {
    compare(`expression, sample ${i}`, row, probabilities[i] as number[], tolerance);
  });
}

/** The first `count` of `of` samples: shape [count, size, size]. */
function take(samples: ArrayBuffer, of: number, count: number): Float32Array {
  return Float32Array.from(new Uint8Array(samples, 0, (samples.byteLength / of) * count));
}

function compare(
  what: string,
  given: readonly number[],
  right: readonly number[],
  tolerance: number,
): void {
  given.forEach((value, i) => {
    const expected = right[i] as number;
    // Written so that NaN fails too.
    if (Math.abs(value - expected) <= tolerance) return;
    throw new VisionError(
      'backend',
      `${what}: this device computes ${value} where ${expected} is right`,
    );
  });
}

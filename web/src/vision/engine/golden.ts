import { VisionError } from '../errors';
import { iou } from '../image/geometry';
import { Pyramid } from '../image/pyramid';
import type { Raster } from '../image/raster';
import { wholeSquare } from '../image/tiles';
import type { Models } from '../models/models';

/** A sample's face covers three quarters of it. */
const MIN_OVERLAP = 0.5;

/**
 * Lets a backend prove itself: it must find the first sample face, and give the answers that Keras
 * gave for the manifests' sample faces. Some phones' GPUs compute wrong answers without an error.
 * This warms it up, too: backends compile and pack at first use, for each number of faces.
 *
 * @param count - how many of each network's samples, from the first on.
 * @throws VisionError `backend` where the face is not found, or an answer is off by more than the
 *   manifest's tolerance.
 */
export async function proveBackend(models: Models, count: number): Promise<void> {
  await proveDetector(models);
  const { follow, classifier, samples } = models;
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

async function proveDetector({ detector, classifier, samples }: Models): Promise<void> {
  const { size } = classifier;
  const face = new Uint8Array(samples.expression, 0, size * size);
  const picture = new Pyramid(toRaster(face, size));
  const faces = await detector.detect(picture, wholeSquare(size, size), 0.5);
  const whole = { x: 0, y: 0, width: size, height: size };
  if (faces.some(({ box }) => iou(box, whole) >= MIN_OVERLAP)) return;
  throw new VisionError('backend', 'the detector does not find the sample face');
}

function toRaster(luma: Uint8Array, size: number): Raster {
  const data = new Uint8Array(4 * size * size);
  luma.forEach((value, i) => {
    data.fill(value, 4 * i, 4 * i + 4);
  });
  return { data, width: size, height: size };
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

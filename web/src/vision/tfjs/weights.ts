import type { io } from '@tensorflow/tfjs-core';

/** Float16Array is younger than the libraries' types. */
type Halves = new (bytes: ArrayBuffer) => ArrayLike<number>;

/**
 * Decodes weights of one or two bytes to float32, which TF.js would do too, but slowly: it builds
 * tables anew for each tensor. What this browser cannot decode is left to TF.js.
 *
 * @param specs - in the order of the data.
 * @param data - the shards, one after the other.
 */
export function decodeWeights(
  specs: readonly io.WeightsManifestEntry[],
  data: ArrayBuffer,
): { weightSpecs: io.WeightsManifestEntry[]; weightData: ArrayBuffer[] } {
  const weightSpecs: io.WeightsManifestEntry[] = [];
  const weightData: ArrayBuffer[] = [];
  let start = 0;
  for (const spec of specs) {
    const { quantization, ...plain } = spec;
    const count = spec.shape.reduce((size, length) => size * length, 1);
    const end = start + count * bytesOf(spec);
    const stored = data.slice(start, end);
    const decoded = spec.dtype === 'float32' ? decode(stored, quantization) : undefined;
    weightSpecs.push(decoded ? plain : spec);
    weightData.push(decoded?.buffer ?? stored);
    start = end;
  }
  return { weightSpecs, weightData };
}

function decode(
  stored: ArrayBuffer,
  quantization: io.WeightsManifestEntry['quantization'],
): Float32Array<ArrayBuffer> | undefined {
  if (quantization?.dtype === 'float16') {
    const { Float16Array } = globalThis as { Float16Array?: Halves };
    return Float16Array && new Float32Array(new Float16Array(stored));
  }
  if (quantization?.dtype !== 'uint8') return undefined;
  const { scale = 1, min = 0 } = quantization;
  const levels = new Uint8Array(stored);
  const values = new Float32Array(levels.length);
  for (let i = 0; i < levels.length; i++) values[i] = (levels[i] as number) * scale + min;
  return values;
}

function bytesOf({ name, dtype, quantization }: io.WeightsManifestEntry): number {
  const stored = quantization?.dtype ?? dtype;
  const bytes = { float32: 4, int32: 4, uint16: 2, float16: 2, uint8: 1, bool: 1 };
  if (!(stored in bytes)) throw new TypeError(`weight ${name}: no network here has ${stored}`);
  return bytes[stored as keyof typeof bytes];
}

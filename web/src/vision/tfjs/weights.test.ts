import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeWeights } from './weights';

const LEVELS = {
  name: 'levels',
  shape: [3],
  dtype: 'float32',
  quantization: { dtype: 'uint8', scale: 0.5, min: -1 },
} as const;
const HALVES = {
  name: 'halves',
  shape: [2],
  dtype: 'float32',
  quantization: { dtype: 'float16' },
} as const;
const INTEGERS = { name: 'integers', shape: [1], dtype: 'int32' } as const;

const specs = [LEVELS, HALVES, INTEGERS].map((spec) => ({ ...spec, shape: [...spec.shape] }));
// 1.0 and -2.0 as float16, then the int32 7; little-endian.
const data = new Uint8Array([0, 2, 255, 0x00, 0x3c, 0x00, 0xc0, 7, 0, 0, 0]).buffer;

/** Node 20 has none: enough of it for the values above. */
class Float16Array extends Array<number> {
  constructor(bytes: ArrayBuffer) {
    const values = new Map([
      [0x3c00, 1],
      [0xc000, -2],
    ]);
    super(...Array.from(new Uint16Array(bytes), (bits) => values.get(bits) as number));
  }
}

afterEach(() => vi.unstubAllGlobals());

describe('decodeWeights', () => {
  it('gives float32 values for bytes and halves, and all else as it is', () => {
    vi.stubGlobal('Float16Array', Float16Array);
    const { weightSpecs, weightData } = decodeWeights(specs, data);
    expect(weightSpecs.map((spec) => 'quantization' in spec)).toEqual([false, false, false]);
    const [levels, halves, integers] = weightData as [ArrayBuffer, ArrayBuffer, ArrayBuffer];
    expect([...new Float32Array(levels)]).toEqual([-1, 0, 126.5]);
    expect([...new Float32Array(halves)]).toEqual([1, -2]);
    expect([...new Int32Array(integers)]).toEqual([7]);
  });

  it('leaves halves to TF.js where the browser knows none', () => {
    vi.stubGlobal('Float16Array', undefined);
    const { weightSpecs, weightData } = decodeWeights(specs, data);
    expect(weightSpecs[1]).toEqual(specs[1]);
    expect(weightData[1]).toEqual(data.slice(3, 7));
  });

  it('refuses what it does not know', () => {
    const strings = [{ name: 'words', shape: [1], dtype: 'string' as const }];
    expect(() => decodeWeights(strings, data)).toThrow('weight words');
  });
});

import { describe, expect, it } from 'vitest';
import { parseDetectorManifest, parseManifest } from './manifest';

const row = [1, 0, 0, 0, 0, 0, 0, 0];

function manifest(change: object = {}): unknown {
  return {
    schemaVersion: 1,
    name: 'tiny',
    version: '0123456789abcdef',
    licence: 'MIT',
    parameters: 8,
    emotions: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
    input: { size: 48, channels: 1, range: [0, 255] },
    alignment: { centreShift: -0.02, side: 1.135, rollDeadZoneDegrees: 10 },
    outputs: { probabilities: 'p', embedding: 'e' },
    certainty: { lead: 0.1 },
    accuracy: [{ split: 'test', protocol: 'P1', n: 3137, value: 0.87 }],
    golden: { path: 'golden.bin', probabilities: Array(8).fill(row), tolerance: 0.01 },
    files: [{ path: 'golden.bin', bytes: 4, sha256: '0'.repeat(64) }],
    ...change,
  };
}

describe('parseManifest', () => {
  it('takes one that follows the contract', () => {
    expect(parseManifest(manifest())).toEqual(manifest());
  });

  it.each([
    ['another schema version', { schemaVersion: 2 }],
    ['seven emotions', { emotions: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }],
    ['a version that is no hash', { version: '1.0' }],
    ['a lead beyond 1', { certainty: { lead: 2 } }],
    ['no files', { files: [] }],
    ['an unknown field', { nonsense: 1 }],
    [
      'golden samples in no file',
      { golden: { path: 'x', probabilities: Array(8).fill(row), tolerance: 1 } },
    ],
    [
      'golden rows of two',
      { golden: { path: 'golden.bin', probabilities: Array(8).fill([1, 0]), tolerance: 1 } },
    ],
  ])('refuses %s', (_, change) => {
    expect(() => parseManifest(manifest(change))).toThrowError(
      expect.objectContaining({ name: 'VisionError', kind: 'manifest' }),
    );
  });

  it('names the field that is wrong', () => {
    expect(() => parseManifest(manifest({ certainty: { lead: 2 } }))).toThrow(/lead/);
  });

  it('refuses what is no object', () => {
    expect(() => parseManifest('<!doctype html>')).toThrow(/manifest\.json/);
  });
});

describe('parseDetectorManifest', () => {
  it('refuses one without files', () => {
    expect(() => parseDetectorManifest({ name: 'BlazeFace' })).toThrow(/files|required/);
  });
});

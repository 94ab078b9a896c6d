import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Kind, parseManifest } from './manifest';

const GRAPH = 'model-00000000.json';
const GOLDEN = 'golden-00000000.bin';
const row = [1, 0, 0, 0, 0, 0, 0, 0];
const emotions = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function manifest(change: object = {}): unknown {
  return {
    schemaVersion: 2,
    kind: 'expression',
    name: 'tiny',
    version: '0123456789abcdef',
    appVersion: '0.1.0',
    licence: 'MIT',
    parameters: 8,
    emotions,
    input: { size: 48, channels: 1, range: [0, 255] },
    alignment: { centreShift: -0.02, side: 1.135, rollDeadZoneDegrees: 10 },
    outputs: { probabilities: 'p', embedding: 'e' },
    certainty: { lead: 0.1 },
    accuracy: [{ split: 'test', protocol: 'P1', n: 3137, value: 0.87 }],
    byEmotion: {
      split: 'test',
      protocol: 'P1',
      emotions: emotions.map((emotion) => ({ emotion, n: 3, recall: 0.7, precision: 0.8 })),
    },
    golden: { path: GOLDEN, probabilities: Array(8).fill(row), tolerance: 0.01 },
    graph: GRAPH,
    files: [GRAPH, GOLDEN].map((path) => ({ path, bytes: 4, sha256: '0'.repeat(64) })),
    ...change,
  };
}

describe('parseManifest', () => {
  it('takes one that follows the contract', () => {
    expect(parseManifest('expression', manifest())).toEqual(manifest());
  });

  it.each([
    ['another schema version', { schemaVersion: 1 }],
    ['seven emotions', { emotions: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }],
    ['a graph in no file', { graph: 'model-11111111.json' }],
    ['a kind that nobody knows', { kind: 'identity' }],
    ['another kind of network', { kind: 'detector' }],
    ['no kind', { kind: undefined }],
    ['a file in another folder', { files: [{ path: '../x-00000000.bin', bytes: 4, sha256: '0' }] }],
    ['a version that is no hash', { version: '1.0' }],
    ['a lead beyond 1', { certainty: { lead: 2 } }],
    ['no files', { files: [] }],
    ['an unknown field', { nonsense: 1 }],
    [
      'golden samples in no file',
      { golden: { path: 'golden-11111111.bin', probabilities: Array(8).fill(row), tolerance: 1 } },
    ],
    [
      'golden rows of two',
      { golden: { path: GOLDEN, probabilities: Array(8).fill([1, 0]), tolerance: 1 } },
    ],
  ])('refuses %s', (_, change) => {
    expect(() => parseManifest('expression', manifest(change))).toThrowError(
      expect.objectContaining({ name: 'VisionError', kind: 'manifest' }),
    );
  });

  it('names the field that is wrong', () => {
    expect(() => parseManifest('expression', manifest({ certainty: { lead: 2 } }))).toThrow(/lead/);
  });

  it('refuses what is no object', () => {
    expect(() => parseManifest('expression', '<!doctype html>')).toThrow(
      /manifest\.json of expression/,
    );
  });
});

describe('the committed manifests', () => {
  const folders: [string, Kind][] = [
    ['model', 'expression'],
    ['detector', 'detector'],
    ['follow', 'follow'],
  ];

  it.each(folders)('in %s is one of kind %s, and of no other', (folder, kind) => {
    const json = JSON.parse(readFileSync(`public/${folder}/manifest.json`, 'utf8'));
    expect(parseManifest(kind, json)).toBe(json);
    const other = kind === 'detector' ? 'expression' : 'detector';
    expect(() => parseManifest(other, json)).toThrow(`it describes ${kind}`);
  });
});

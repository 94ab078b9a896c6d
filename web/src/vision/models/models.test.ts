import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchModels } from './models';

const FOLDERS = {
  detector: 'https://camxuc.test/detector/',
  follow: 'https://camxuc.test/follow/',
  expression: 'https://camxuc.test/model/',
};
const GOLDEN = 'golden-00000000.bin';
const GRAPH = 'model-00000000.json';

/** A manifest of a network `follow` that takes the committed classifier's crops. */
const follow = (change: object = {}) => {
  const { input, alignment } = JSON.parse(readFileSync('public/model/manifest.json', 'utf8'));
  return {
    schemaVersion: 2,
    kind: 'follow',
    name: 'follow',
    version: '0123456789abcdef',
    appVersion: '0.1.0',
    licence: 'MIT',
    input,
    graph: GRAPH,
    files: [GRAPH, GOLDEN].map((path) => ({ path, bytes: 4, sha256: '0'.repeat(64) })),
    parameters: 8,
    alignment,
    outputs: { presence: 'presence', place: 'place' },
    golden: {
      path: GOLDEN,
      tolerance: 0.01,
      presence: Array(8).fill([1]),
      place: Array(8).fill([0, 0, 0, 0]),
    },
    ...change,
  };
};

let answers: Map<string, object>;

beforeEach(() => {
  answers = new Map([[`${FOLDERS.follow}manifest.json`, follow()]]);
  vi.stubGlobal('fetch', async (url: URL) => {
    const { href } = url;
    const answer = answers.get(href);
    if (answer) return new Response(JSON.stringify(answer));
    if (href.startsWith(FOLDERS.follow)) return new Response('', { status: 404 });
    return new Response(readFileSync(`public${url.pathname}`));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('says so where the folder has no network `follow`', async () => {
  answers.clear();
  await expect(fetchModels(FOLDERS, () => {})).rejects.toMatchObject({
    kind: 'network',
    message: '/follow/manifest.json: the server answered 404',
  });
});

it.each([
  ['of another version of the contract', follow({ schemaVersion: 1 })],
  ['of another kind', { ...follow(), kind: 'detector' }],
  ['without presence', follow({ outputs: { place: 'place' } })],
])('refuses a manifest of `follow` %s', async (_, manifest) => {
  answers.set(`${FOLDERS.follow}manifest.json`, manifest);
  await expect(fetchModels(FOLDERS, () => {})).rejects.toMatchObject({
    kind: 'manifest',
    message: expect.stringMatching(/^manifest\.json of follow: /),
  });
});

it('refuses networks that take different crops of a face', async () => {
  const alignment = { centreShift: 0, side: 2, rollDeadZoneDegrees: 10 };
  answers.set(`${FOLDERS.follow}manifest.json`, follow({ alignment }));
  await expect(fetchModels(FOLDERS, () => {})).rejects.toMatchObject({
    kind: 'manifest',
    message: expect.stringMatching(/different crops/),
  });
});

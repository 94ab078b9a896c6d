import { afterEach, expect, it, vi } from 'vitest';
import { checkFiles } from './wasm';

vi.mock('@tensorflow/tfjs-core', () => ({ env: () => ({ getAsync: async () => true }) }));
vi.mock('@tensorflow/tfjs-backend-wasm/dist/base', () => ({ setWasmPaths: () => {} }));
vi.mock('./wasm-kernels', () => ({ registerWasmKernels: () => {} }));

/** The shortest module: a magic number and a version. */
const MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['network', 'it cannot be fetched', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['network', 'it is not there', async () => new Response('', { status: 404 })],
  ['corrupt', 'it is cut short', async () => new Response(MODULE.slice(0, 6))],
  ['corrupt', 'a page comes in its place', async () => new Response('<html></html>')],
])('calls it %s where %s', async (kind, _, fetch) => {
  vi.stubGlobal('fetch', fetch);
  await expect(checkFiles()).rejects.toMatchObject({ kind });
});

it('finds no fault with a file that is whole', async () => {
  vi.stubGlobal('fetch', async () => new Response(MODULE));
  await expect(checkFiles()).resolves.toBeUndefined();
});

import { expect, it, vi } from 'vitest';
import { startBackend } from './backend';

const setBackend = vi.hoisted(() => vi.fn());
vi.mock('@tensorflow/tfjs-core', () => ({ setBackend, ready: async () => {} }));
vi.mock('./backends/wasm', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});
vi.mock('./backends/webgpu', () => ({ registerWebgpu: async () => {} }));

it('blames the connection, not the device, where wasm does not arrive', async () => {
  await expect(startBackend('wasm')).rejects.toMatchObject({ kind: 'network' });
});

it('says which backend does not start', async () => {
  setBackend.mockResolvedValue(false);
  await expect(startBackend('webgpu')).rejects.toMatchObject({
    kind: 'backend',
    message: 'webgpu: it did not start',
  });
});

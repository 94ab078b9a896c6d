import { expect, it, vi } from 'vitest';
import { startBackend } from './backend';

const setBackend = vi.hoisted(() => vi.fn());
vi.mock('@tensorflow/tfjs-core', () => ({ setBackend, ready: async () => {} }));
vi.mock('./backends/wasm', () => ({ registerWasm: () => {} }));
vi.mock('./backends/webgpu', () => ({ registerWebgpu: async () => {} }));

it('says which backend does not start', async () => {
  setBackend.mockResolvedValue(false);
  await expect(startBackend('webgpu')).rejects.toMatchObject({
    kind: 'backend',
    message: 'webgpu: it did not start',
  });
});

import { expect, it, vi } from 'vitest';
import { VisionError } from '../errors';
import { type Backend, startBackend } from './backend';

const setBackend = vi.hoisted(() => vi.fn());
vi.mock('@tensorflow/tfjs-core', () => ({ setBackend, ready: async () => {} }));

const GPU: Backend = { name: 'webgpu', register: () => {} };

it('says which backend does not start', async () => {
  setBackend.mockResolvedValue(false);
  await expect(startBackend(GPU)).rejects.toMatchObject({
    kind: 'backend',
    message: 'webgpu: it did not start',
  });
});

it('says what a backend lacks on this device', async () => {
  const register = () => Promise.reject(new Error('there is no WebGPU'));
  await expect(startBackend({ ...GPU, register })).rejects.toMatchObject({
    kind: 'backend',
    message: 'webgpu: there is no WebGPU',
  });
});

it('blames the files where they are the cause, else the device', async () => {
  setBackend.mockResolvedValue(false);
  const missing = new VisionError('network', 'the file is not there');
  const checkFiles = vi.fn(() => Promise.reject(missing));
  await expect(startBackend({ ...GPU, checkFiles })).rejects.toBe(missing);
  checkFiles.mockResolvedValue(undefined as never);
  await expect(startBackend({ ...GPU, checkFiles })).rejects.toMatchObject({ kind: 'backend' });
});

it('gives what to ask whether the backend was lost', async () => {
  setBackend.mockResolvedValue(true);
  const lost = await startBackend({ ...GPU, watch: () => () => 'the context was lost' });
  expect(lost()).toBe('the context was lost');
  expect((await startBackend(GPU))()).toBeUndefined();
});

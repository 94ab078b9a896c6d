import { ready, setBackend } from '@tensorflow/tfjs-core';
import { registerWasm } from './backends/wasm';
import { VisionError } from './errors';

/** A way to compute, by its TF.js name. */
export type BackendName = 'wasm' | 'webgl' | 'webgpu';

/** Tells why a backend that once worked no longer does. */
export type LossReport = () => string | undefined;

const register: Record<BackendName, () => Promise<void>> = {
  // Not fetched apart: it is the first to be tried, and the last resort.
  wasm: async () => registerWasm(),
  webgl: async () => (await import('./backends/webgl')).registerWebgl(),
  webgpu: async () => (await import('./backends/webgpu')).registerWebgpu(),
};

/**
 * Makes TF.js compute on this backend.
 *
 * @returns what to ask before trusting an answer.
 * @throws VisionError `backend` where it does not start on this device, `network` where it did not
 *   arrive.
 */
export async function startBackend(name: BackendName): Promise<LossReport> {
  try {
    await register[name]();
    if (!(await setBackend(name))) throw new Error('it did not start');
    await ready();
    return name === 'webgl' ? (await import('./backends/webgl')).watchContext() : () => undefined;
  } catch (cause) {
    if (cause instanceof VisionError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VisionError('backend', `${name}: ${reason}`, { cause });
  }
}

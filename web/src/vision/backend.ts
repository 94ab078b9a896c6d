import { ready, setBackend } from '@tensorflow/tfjs-core';
import { VisionError } from './errors';

/** A way to compute, by its TF.js name. */
export type BackendName = 'wasm';

const register: Record<BackendName, () => Promise<void>> = {
  wasm: async () => (await import('./backends/wasm')).registerWasm(),
};

/**
 * Makes TF.js compute on this backend.
 *
 * @throws VisionError `backend` where it does not start on this device.
 */
export async function startBackend(name: BackendName): Promise<void> {
  try {
    await register[name]();
    if (!(await setBackend(name))) throw new Error('it did not start');
    await ready();
  } catch (cause) {
    throw new VisionError('backend', `${name}: ${describe(cause)}`, { cause });
  }
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

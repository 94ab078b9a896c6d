import { ready, setBackend } from '@tensorflow/tfjs-core';
import { VisionError } from './errors';

/** A way to compute, by its TF.js name. */
export type BackendName = 'wasm' | 'webgl' | 'webgpu';

/** Tells why a backend that once worked no longer does. */
export type LossReport = () => string | undefined;

/** What TF.js can be made to compute with. */
export interface Backend {
  readonly name: BackendName;
  /**
   * Makes it known to TF.js.
   *
   * @throws Error where this device has none that serves.
   */
  register(): Promise<void> | void;
  /** Called once it runs, where it can be lost. */
  watch?(): LossReport;
}

/**
 * Makes TF.js compute on this backend.
 *
 * @returns what to ask before trusting an answer.
 * @throws VisionError `backend` where it does not start on this device.
 */
export async function startBackend({ name, register, watch }: Backend): Promise<LossReport> {
  try {
    await register();
    if (!(await setBackend(name))) throw new Error('it did not start');
    await ready();
    return watch?.() ?? (() => undefined);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VisionError('backend', `${name}: ${reason}`, { cause });
  }
}

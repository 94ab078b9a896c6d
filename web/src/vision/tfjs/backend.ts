import { ready, setBackend } from '@tensorflow/tfjs-core';
import { VisionError } from '../errors';
import type { BackendName } from '../types';

/** Tells why a backend that once worked no longer does. */
export type LossReport = () => string | undefined;

/** Something that TF.js can compute with. */
export interface Backend {
  readonly name: BackendName;
  /**
   * Makes it known to TF.js.
   *
   * @throws Error where this device has none that serves.
   */
  register(): Promise<void> | void;
  /**
   * Looks, where it does not start, whether its files are to blame and not the device.
   *
   * @throws VisionError `network` or `corrupt`.
   */
  checkFiles?(): Promise<void>;
  /** Called once it runs, where it can be lost. */
  watch?(): LossReport;
}

/**
 * Makes TF.js compute on this backend.
 *
 * @returns what to ask before trusting an answer.
 * @throws VisionError `backend` where it does not start on this device, `network` or `corrupt` where
 *   its files did not arrive.
 */
export async function startBackend({
  name,
  register,
  checkFiles,
  watch,
}: Backend): Promise<LossReport> {
  try {
    await register();
    if (!(await setBackend(name))) throw new Error('it did not start');
    await ready();
    return watch?.() ?? (() => undefined);
  } catch (cause) {
    await checkFiles?.();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VisionError('backend', `${name}: ${reason}`, { cause });
  }
}

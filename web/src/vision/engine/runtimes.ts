import type { Memory, Runtime } from '../types';

/**
 * In the order in which they are tried when one fails. wasm comes first: it is right everywhere,
 * starts fastest and needs the fewest bytes.
 */
export const RUNTIMES: readonly Runtime[] = [
  { backend: 'wasm', thread: 'worker' },
  { backend: 'webgpu', thread: 'worker' },
  { backend: 'webgl', thread: 'worker' },
  { backend: 'wasm', thread: 'page' },
];

/** The choice of an earlier visit, as it is kept. */
interface Remembered {
  /** Its place in `RUNTIMES`. */
  readonly runtime: number;
  /** The version of the model it was measured with. */
  readonly model: string;
  /** The browser it was measured in: its user agent. */
  readonly browser: string;
}

/**
 * The runtime that an earlier visit found fastest with this browser.
 *
 * @returns it and the version of the model it was measured with, or undefined.
 */
export function recallChoice(memory: Memory): { runtime: Runtime; model: string } | undefined {
  try {
    const stored = JSON.parse(memory.read() ?? 'null') as Remembered | null;
    const runtime = stored && RUNTIMES[stored.runtime];
    if (!runtime || stored.browser !== navigator.userAgent) return undefined;
    return { runtime, model: stored.model };
  } catch {
    // Storage is forbidden or holds something else: measure again.
    return undefined;
  }
}

/** Keeps a choice for the next visit, as long as model and browser stay the same. */
export function rememberChoice(memory: Memory, runtime: Runtime, model: string): void {
  const choice: Remembered = {
    runtime: RUNTIMES.indexOf(runtime),
    model,
    browser: navigator.userAgent,
  };
  try {
    memory.write(JSON.stringify(choice));
  } catch {
    // The next visit measures again.
  }
}

/** The next visit measures again: what was found fastest did not last. */
export function forgetChoice(memory: Memory): void {
  try {
    memory.clear();
  } catch {
    // Then there is nothing to forget.
  }
}

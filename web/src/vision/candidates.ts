import type { BackendName } from './backend';

/** Where and on what vision may run. */
export interface Candidate {
  readonly backend: BackendName;
  readonly thread: 'worker' | 'page';
}

/**
 * In the order in which they are tried when one fails. wasm comes first: it is right everywhere,
 * starts fastest and needs the fewest bytes.
 */
export const CANDIDATES: readonly Candidate[] = [
  { backend: 'wasm', thread: 'worker' },
  { backend: 'webgpu', thread: 'worker' },
  { backend: 'webgl', thread: 'worker' },
  { backend: 'wasm', thread: 'page' },
];

/** The choice of an earlier visit. */
interface Remembered {
  readonly candidate: number;
  readonly model: string;
  readonly browser: string;
}

const STORAGE_KEY = 'camxuc.backend';

/**
 * The candidate that an earlier visit found fastest with this browser.
 *
 * @returns it and the version of the model it was measured with, or undefined.
 */
export function recallChoice(): { candidate: Candidate; model: string } | undefined {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as Remembered | null;
    const candidate = stored && CANDIDATES[stored.candidate];
    if (!candidate || stored.browser !== navigator.userAgent) return undefined;
    return { candidate, model: stored.model };
  } catch {
    // Storage is forbidden or holds something else: measure again.
    return undefined;
  }
}

/** Keeps a choice for the next visit, as long as model and browser stay the same. */
export function rememberChoice(candidate: Candidate, model: string): void {
  const choice: Remembered = {
    candidate: CANDIDATES.indexOf(candidate),
    model,
    browser: navigator.userAgent,
  };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(choice));
  } catch {
    // The next visit measures again.
  }
}

/** The next visit measures again: what was found fastest did not last. */
export function forgetChoice(): void {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Then there is nothing to forget.
  }
}

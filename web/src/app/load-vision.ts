import { startVision, type VisionClient } from '../vision/vision-client';

let loading: Promise<VisionClient> | undefined;
let progress = 0;
const listeners = new Set<() => void>();

/**
 * Vision, loaded once; asked again after a failure, it tries again.
 *
 * @throws VisionError
 */
export function loadVision(): Promise<VisionClient> {
  loading ??= startVision(report).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** How much of vision has been downloaded, 0..1. */
export function loadedShare(): number {
  return progress;
}

/** @returns a function that ends the calls. */
export function onLoadedShare(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function report(loaded: number, total: number): void {
  progress = loaded / total;
  for (const listener of listeners) listener();
}

import { type Canvas, startVision, type VisionClient, VisionError } from '../vision';
import { renew } from './late/renew';

const STORAGE_KEY = 'camxuc.backend';

const folder = (name: string) => new URL(`${name}/`, document.baseURI).href;
const models = {
  detector: folder('detector'),
  follow: folder('follow'),
  expression: folder('model'),
};

const memory = {
  read: () => localStorage.getItem(STORAGE_KEY),
  write: (text: string) => localStorage.setItem(STORAGE_KEY, text),
  clear: () => localStorage.removeItem(STORAGE_KEY),
};

let loading: Promise<VisionClient> | undefined;
let progress = 0;
const listeners = new Set<() => void>();

/**
 * Vision, loaded once; asked again after a failure, it tries again.
 *
 * @throws VisionError
 */
export function loadVision(): Promise<VisionClient> {
  loading ??= startVision({ models, memory, createCanvas, onProgress: report }).catch(
    async (error) => {
      loading = undefined;
      // Files that are gone from the host, or no longer fit, may be those of an earlier build.
      if (error instanceof VisionError && error.kind !== 'backend') await renew();
      throw error;
    },
  );
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

function createCanvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

import type { BackendName } from './backend';
import type { Engine } from './engine';
import type { OnProgress } from './models';
import { PageEngine } from './page-engine';
import { withTimeLimit } from './time-limit';
import type { Analysis, FilmOptions, Frame, VisionInfo } from './vision';
import { WorkerEngine } from './worker-engine';

/** Milliseconds a worker's script may take to arrive and start. */
const START_LIMIT = 20_000;

/** The only door from the app to vision. */
export interface VisionClient {
  readonly info: VisionInfo;
  readonly thread: 'worker' | 'page';

  /**
   * Takes the frame over and closes it. One frame at a time.
   *
   * @param now - seconds; grows from frame to frame.
   * @throws VisionError
   */
  analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis>;

  close(): void;
}

/**
 * Loads vision: in a worker, or in the page where the browser's workers cannot.
 *
 * @param onProgress - receives progress in bytes.
 * @throws VisionError
 */
export async function startVision(onProgress: OnProgress): Promise<VisionClient> {
  const backend: BackendName = 'wasm';
  const page = new URL('.', document.baseURI);
  const [engine, thread] = await startEngine();
  try {
    const info = await engine.load(backend, page, onProgress);
    return {
      info,
      thread,
      analyse: (frame, now, options) => engine.analyse(frame, now, options),
      close: () => engine.close(),
    };
  } catch (error) {
    engine.close();
    throw error;
  }
}

async function startEngine(): Promise<[Engine, VisionClient['thread']]> {
  try {
    return [await withTimeLimit(WorkerEngine.start(), START_LIMIT, 'worker'), 'worker'];
  } catch {
    return [new PageEngine(), 'page'];
  }
}

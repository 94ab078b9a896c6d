import { VisionError } from '../errors';
import type {
  Analysis,
  BackendName,
  FilmOptions,
  Frame,
  ModelFolders,
  OnProgress,
  PhotoReading,
  VisionInfo,
} from '../types';
import type { Engine } from './engine';
import type { Reply, Request } from './protocol';

// Spelled out for the bundler. Apart, each is one file with nothing in it of another.
const start: Record<BackendName, (name: string) => Worker> = {
  wasm: (name) =>
    new Worker(new URL('./workers/wasm.worker.ts', import.meta.url), { type: 'module', name }),
  webgl: (name) =>
    new Worker(new URL('./workers/webgl.worker.ts', import.meta.url), { type: 'module', name }),
  webgpu: (name) =>
    new Worker(new URL('./workers/webgpu.worker.ts', import.meta.url), { type: 'module', name }),
};

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** Runs vision in a worker, so that the page stays smooth. */
export class WorkerEngine implements Engine {
  private readonly backend: BackendName;
  private worker: Worker | undefined;
  private readonly pending: Pending[] = [];
  private onProgress: OnProgress = () => {};
  private failure: Error | undefined;

  constructor(backend: BackendName) {
    this.backend = backend;
  }

  async load(models: ModelFolders, onProgress: OnProgress): Promise<VisionInfo> {
    this.onProgress = onProgress;
    this.start(models);
    const reply = await this.reply();
    return (reply as Extract<Reply, { type: 'loaded' }>).info;
  }

  async analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis> {
    try {
      const reply = await this.ask({ type: 'analyse', frame, now, options }, [frame]);
      return (reply as Extract<Reply, { type: 'analysed' }>).analysis;
    } finally {
      // Does nothing once the frame has gone over; frees it where it could not.
      frame.close();
    }
  }

  async readPhoto(photo: ImageBitmap): Promise<PhotoReading> {
    try {
      const reply = await this.ask({ type: 'photo', frame: photo }, [photo]);
      return (reply as Extract<Reply, { type: 'photo' }>).reading;
    } finally {
      photo.close();
    }
  }

  async measure(): Promise<number> {
    const reply = await this.ask({ type: 'measure' }, []);
    return (reply as Extract<Reply, { type: 'measured' }>).milliseconds;
  }

  close(): void {
    this.worker?.terminate();
  }

  private start(models: ModelFolders): void {
    if (typeof Worker !== 'function' || typeof OffscreenCanvas !== 'function') {
      throw new VisionError('backend', 'worker: this browser has no worker with a canvas');
    }
    this.worker = start[this.backend](JSON.stringify(models));
    this.worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.receive(data));
    this.worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.fail(event.message || 'the script did not load');
    });
    this.worker.addEventListener('messageerror', () => this.fail('a message was lost'));
  }

  private ask(request: Request, transfer: Transferable[]): Promise<Reply> {
    if (this.failure) return Promise.reject(this.failure);
    this.worker?.postMessage(request, transfer);
    return this.reply();
  }

  private reply(): Promise<Reply> {
    return new Promise((resolve, reject) => this.pending.push({ resolve, reject }));
  }

  private receive(reply: Reply): void {
    if (reply.type === 'progress') {
      this.onProgress(reply.loaded, reply.total);
    } else if (reply.type === 'failed') {
      this.pending.shift()?.reject(new VisionError(reply.kind, reply.message));
    } else {
      this.pending.shift()?.resolve(reply);
    }
  }

  private fail(reason: string): void {
    this.failure = new VisionError('backend', `worker: ${reason}`);
    for (const { reject } of this.pending.splice(0)) reject(this.failure);
  }
}

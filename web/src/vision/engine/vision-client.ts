import { VisionError } from '../errors';
import type {
  Analysis,
  FilmOptions,
  Frame,
  Memory,
  ModelFolders,
  OnProgress,
  PhotoReading,
  Runtime,
  Trial,
  VisionClient,
  VisionInfo,
  VisionOptions,
} from '../types';
import type { Engine } from './engine';
import { PageEngine } from './page-engine';
import { forgetChoice, RUNTIMES, recallChoice, rememberChoice } from './runtimes';
import { TimeLimit } from './time-limit';
import { WorkerEngine } from './worker-engine';

/** Seconds in which loading must make some progress; a phone may compile shaders for long. */
const LOAD_LIMIT = 20;
/** Seconds a frame may take. */
const FRAME_LIMIT = 5;
/** Seconds a photo may take. */
const PHOTO_LIMIT = 60;
/** A runtime that failed this often is not tried again. */
const MAX_FAILURES = 2;
/** Another runtime takes over only if it needs at most this share of the time. */
const CLEARLY_FASTER = 0.8;
/** Frames of a calm start before others are tried. */
const FRAMES_BEFORE_TRIALS = 60;

export type CreateEngine = (runtime: Runtime) => Engine;

/**
 * Loads vision: in a worker, or in the page where the browser's workers cannot. What computes is
 * replaced, without the caller's doing, when it fails or when another proves faster.
 *
 * @throws VisionError
 */
export async function startVision(
  options: VisionOptions,
  createEngine: CreateEngine = ({ backend, thread }) =>
    thread === 'worker' ? new WorkerEngine(backend) : new PageEngine(options.createCanvas),
): Promise<VisionClient> {
  const client = new Client(options, createEngine);
  await client.start();
  return client;
}

interface Running {
  readonly runtime: Runtime;
  readonly engine: Engine;
  readonly info: VisionInfo;
}

class Client implements VisionClient {
  readonly trials: Trial[] = [];
  private readonly models: ModelFolders;
  private readonly memory: Memory;
  private readonly onProgress: OnProgress;
  private readonly createEngine: CreateEngine;
  private running: Running | undefined;
  private successor: Running | undefined;
  private framesToTrials = FRAMES_BEFORE_TRIALS;
  private closed = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor({ models, memory, onProgress }: VisionOptions, createEngine: CreateEngine) {
    this.models = models;
    this.memory = memory;
    this.onProgress = onProgress;
    this.createEngine = createEngine;
  }

  get info(): VisionInfo {
    return this.current.info;
  }

  get thread(): Runtime['thread'] {
    return this.current.runtime.thread;
  }

  async start(): Promise<void> {
    const remembered = recallChoice(this.memory);
    const rest = RUNTIMES.filter((runtime) => runtime !== remembered?.runtime);
    this.running = await this.loadFirst(
      remembered ? [remembered.runtime, ...rest] : rest,
      this.onProgress,
    );
    const { runtime, info } = this.running;
    if (runtime === remembered?.runtime && info.version === remembered.model) {
      this.framesToTrials = Number.POSITIVE_INFINITY;
    }
  }

  async analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis | undefined> {
    const analysis = await this.attempt(FRAME_LIMIT, (engine) =>
      engine.analyse(frame, now, options),
    );
    if (analysis && --this.framesToTrials === 0) void this.tryOthers();
    return analysis;
  }

  readPhoto(photo: ImageBitmap): Promise<PhotoReading | undefined> {
    return this.attempt(PHOTO_LIMIT, (engine) => engine.readPhoto(photo));
  }

  close(): void {
    this.closed = true;
    this.running?.engine.close();
    this.successor?.engine.close();
  }

  /** Does one piece of work after the other. */
  private attempt<T>(
    seconds: number,
    work: (engine: Engine) => Promise<T>,
  ): Promise<T | undefined> {
    const result = this.last.then(() => this.attemptNow(seconds, work));
    this.last = result.catch(() => {});
    return result;
  }

  /** Replaces what computes where it fails or takes more than so many seconds. */
  private async attemptNow<T>(
    seconds: number,
    work: (engine: Engine) => Promise<T>,
  ): Promise<T | undefined> {
    this.takeOver();
    const { engine, runtime } = this.current;
    try {
      return await new TimeLimit(seconds, nameOf(runtime)).on(work(engine));
    } catch (cause) {
      const error = toVisionError(cause);
      if (this.closed || !isBackendFailure(error)) throw error;
      await this.replace(error);
      return undefined;
    }
  }

  private get current(): Running {
    if (!this.running) throw new VisionError('backend', 'vision is not running');
    return this.running;
  }

  private takeOver(): void {
    if (!this.successor) return;
    this.running?.engine.close();
    this.running = this.successor;
    this.successor = undefined;
  }

  private async replace(error: VisionError): Promise<void> {
    const { engine, runtime } = this.current;
    engine.close();
    this.trials.push({ runtime, failure: error.message });
    forgetChoice(this.memory);
    // The failed one may be first again: a worker that died of a full phone deserves a second try.
    this.running = await this.loadFirst(RUNTIMES, () => {});
    if (this.closed) this.close();
  }

  /** Loads the first runtime that proves itself. */
  private async loadFirst(order: readonly Runtime[], onProgress: OnProgress): Promise<Running> {
    let last: unknown = new VisionError('backend', 'everything on this device has failed');
    for (const runtime of order) {
      if (this.failuresOf(runtime) >= MAX_FAILURES) continue;
      try {
        return await this.load(runtime, onProgress);
      } catch (error) {
        if (!isBackendFailure(error)) throw error;
        last = error;
      }
    }
    throw last;
  }

  private async load(runtime: Runtime, onProgress: OnProgress): Promise<Running> {
    const limit = new TimeLimit(LOAD_LIMIT, nameOf(runtime));
    const engine = this.createEngine(runtime);
    let missing = 0;
    try {
      const loading = engine.load(this.models, (loaded, total) => {
        limit.extend();
        missing = total - loaded;
        onProgress(loaded, total);
      });
      return { runtime, engine, info: await limit.on(loading) };
    } catch (cause) {
      engine.close();
      if (limit.expired && missing > 0) {
        throw new VisionError('network', 'the download stands still', { cause });
      }
      const error = toVisionError(cause);
      if (isBackendFailure(error)) this.trials.push({ runtime, failure: error.message });
      throw error;
    }
  }

  /** Looks, beside the live view, for a runtime that is clearly faster on this device. */
  private async tryOthers(): Promise<void> {
    const own = this.current;
    const measured = this.attempt(FRAME_LIMIT, (engine) => engine.measure());
    const time = await measured.catch(() => undefined);
    if (time === undefined) return;
    this.trials.push({ runtime: own.runtime, milliseconds: time });
    let best = own;
    let bestTime = time;
    for (const runtime of RUNTIMES) {
      if (runtime === own.runtime || runtime.thread === 'page' || this.closed) continue;
      const rival = await this.load(runtime, () => {}).catch(() => undefined);
      const rivalTime = rival && (await this.measure(rival));
      if (!rival || rivalTime === undefined) continue;
      const faster = rivalTime < CLEARLY_FASTER * bestTime;
      const loser = faster ? best : rival;
      if (loser !== own) loser.engine.close();
      if (faster) [best, bestTime] = [rival, rivalTime];
    }
    if (best !== own) this.successor = best;
    if (this.closed) this.close();
    else if (this.failuresOf(best.runtime) === 0) {
      rememberChoice(this.memory, best.runtime, own.info.version);
    }
  }

  /** @returns undefined where the runtime failed; its engine is closed then. */
  private async measure({ runtime, engine }: Running): Promise<number | undefined> {
    try {
      const milliseconds = await new TimeLimit(LOAD_LIMIT, nameOf(runtime)).on(engine.measure());
      this.trials.push({ runtime, milliseconds });
      return milliseconds;
    } catch (cause) {
      engine.close();
      this.trials.push({ runtime, failure: toVisionError(cause).message });
      return undefined;
    }
  }

  private failuresOf(runtime: Runtime): number {
    return this.trials.filter((trial) => trial.runtime === runtime && trial.failure).length;
  }
}

/** What a browser throws by itself, such as a worker it forbids, is a failure of that runtime. */
function toVisionError(cause: unknown): VisionError {
  return cause instanceof VisionError ? cause : new VisionError('backend', `${cause}`, { cause });
}

function isBackendFailure(error: unknown): error is VisionError {
  return error instanceof VisionError && error.kind === 'backend';
}

function nameOf({ backend, thread }: Runtime): string {
  return thread === 'worker' ? backend : `${backend} in the page`;
}

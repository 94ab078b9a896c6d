import {
  CANDIDATES,
  type Candidate,
  forgetChoice,
  recallChoice,
  rememberChoice,
} from './candidates';
import type { Engine } from './engine';
import { VisionError } from './errors';
import type { OnProgress } from './models';
import { PageEngine } from './page-engine';
import { TimeLimit } from './time-limit';
import type { Analysis, FilmOptions, Frame, PhotoReading, VisionInfo } from './vision';
import { WorkerEngine } from './worker-engine';

/** Seconds in which loading must make some progress; a phone may compile shaders for long. */
const LOAD_LIMIT = 20;
/** Seconds a frame may take. */
const FRAME_LIMIT = 5;
/** Seconds a photo may take. */
const PHOTO_LIMIT = 60;
/** A candidate that failed this often is not tried again. */
const MAX_FAILURES = 2;
/** Another candidate takes over only if it needs at most this share of the time. */
const CLEARLY_FASTER = 0.8;
/** Frames of a calm start before others are tried. */
const FRAMES_BEFORE_TRIALS = 60;

/** How a candidate fared on this device. */
export interface Trial {
  readonly candidate: Candidate;
  /** What one face takes, where it gave right answers. */
  readonly milliseconds?: number;
  /** Why it is not used, where it failed. */
  readonly failure?: string;
}

/** The only door from the app to vision. */
export interface VisionClient {
  readonly info: VisionInfo;
  readonly thread: Candidate['thread'];
  /** The candidates that were measured or failed, the latest last. */
  readonly trials: readonly Trial[];

  /**
   * Takes the frame over and closes it. A frame given before the last one is done waits for it.
   *
   * @param now - seconds; grows from frame to frame.
   * @returns undefined where the frame was lost because what computes was replaced.
   * @throws VisionError where nothing on this device computes any longer.
   */
  analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis | undefined>;

  /**
   * Takes the photo over and closes it.
   *
   * @returns undefined where the photo was lost because what computes was replaced: ask again.
   * @throws VisionError where nothing on this device computes any longer.
   */
  readPhoto(photo: ImageBitmap): Promise<PhotoReading | undefined>;

  close(): void;
}

export type CreateEngine = (candidate: Candidate) => Engine;

/**
 * Loads vision: in a worker, or in the page where the browser's workers cannot. What computes is
 * replaced, without the caller's doing, when it fails or when another proves faster.
 *
 * @param onProgress - receives progress in bytes.
 * @throws VisionError
 */
export async function startVision(
  onProgress: OnProgress,
  createEngine: CreateEngine = ({ backend, thread }) =>
    thread === 'worker' ? new WorkerEngine(backend) : new PageEngine(),
): Promise<VisionClient> {
  const client = new Client(createEngine);
  await client.start(onProgress);
  return client;
}

interface Running {
  readonly candidate: Candidate;
  readonly engine: Engine;
  readonly info: VisionInfo;
}

class Client implements VisionClient {
  readonly trials: Trial[] = [];
  private readonly createEngine: CreateEngine;
  private running: Running | undefined;
  private successor: Running | undefined;
  private framesToTrials = FRAMES_BEFORE_TRIALS;
  private closed = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(createEngine: CreateEngine) {
    this.createEngine = createEngine;
  }

  get info(): VisionInfo {
    return this.current.info;
  }

  get thread(): Candidate['thread'] {
    return this.current.candidate.thread;
  }

  async start(onProgress: OnProgress): Promise<void> {
    const remembered = recallChoice();
    const rest = CANDIDATES.filter((candidate) => candidate !== remembered?.candidate);
    this.running = await this.loadFirst(
      remembered ? [remembered.candidate, ...rest] : rest,
      onProgress,
    );
    const { candidate, info } = this.running;
    if (candidate === remembered?.candidate && info.version === remembered.model) {
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
    const { engine, candidate } = this.current;
    try {
      return await new TimeLimit(seconds, nameOf(candidate)).on(work(engine));
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
    const { engine, candidate } = this.current;
    engine.close();
    this.trials.push({ candidate, failure: error.message });
    forgetChoice();
    // The failed one may be first again: a worker that died of a full phone deserves a second try.
    this.running = await this.loadFirst(CANDIDATES, () => {});
    if (this.closed) this.close();
  }

  /** Loads the first candidate that proves itself. */
  private async loadFirst(order: readonly Candidate[], onProgress: OnProgress): Promise<Running> {
    let last: unknown = new VisionError('backend', 'everything on this device has failed');
    for (const candidate of order) {
      if (this.failuresOf(candidate) >= MAX_FAILURES) continue;
      try {
        return await this.load(candidate, onProgress);
      } catch (error) {
        if (!isBackendFailure(error)) throw error;
        last = error;
      }
    }
    throw last;
  }

  private async load(candidate: Candidate, onProgress: OnProgress): Promise<Running> {
    const limit = new TimeLimit(LOAD_LIMIT, nameOf(candidate));
    const engine = this.createEngine(candidate);
    let missing = 0;
    try {
      const page = new URL('.', document.baseURI);
      const loading = engine.load(page, (loaded, total) => {
        limit.extend();
        missing = total - loaded;
        onProgress(loaded, total);
      });
      return { candidate, engine, info: await limit.on(loading) };
    } catch (cause) {
      engine.close();
      if (limit.expired && missing > 0) {
        throw new VisionError('network', 'the download stands still', { cause });
      }
      const error = toVisionError(cause);
      if (isBackendFailure(error)) this.trials.push({ candidate, failure: error.message });
      throw error;
    }
  }

  /** Looks, beside the live view, for a candidate that is clearly faster on this device. */
  private async tryOthers(): Promise<void> {
    const own = this.current;
    const measured = this.attempt(FRAME_LIMIT, (engine) => engine.measure());
    const time = await measured.catch(() => undefined);
    if (time === undefined) return;
    this.trials.push({ candidate: own.candidate, milliseconds: time });
    let best = own;
    let bestTime = time;
    for (const candidate of CANDIDATES) {
      if (candidate === own.candidate || candidate.thread === 'page' || this.closed) continue;
      const rival = await this.load(candidate, () => {}).catch(() => undefined);
      const rivalTime = rival && (await this.measure(rival));
      if (!rival || rivalTime === undefined) continue;
      const faster = rivalTime < CLEARLY_FASTER * bestTime;
      const loser = faster ? best : rival;
      if (loser !== own) loser.engine.close();
      if (faster) [best, bestTime] = [rival, rivalTime];
    }
    if (best !== own) this.successor = best;
    if (this.closed) this.close();
    else if (this.failuresOf(best.candidate) === 0) {
      rememberChoice(best.candidate, own.info.version);
    }
  }

  /** @returns undefined where the candidate failed; its engine is closed then. */
  private async measure({ candidate, engine }: Running): Promise<number | undefined> {
    try {
      const milliseconds = await new TimeLimit(LOAD_LIMIT, nameOf(candidate)).on(engine.measure());
      this.trials.push({ candidate, milliseconds });
      return milliseconds;
    } catch (cause) {
      engine.close();
      this.trials.push({ candidate, failure: toVisionError(cause).message });
      return undefined;
    }
  }

  private failuresOf(candidate: Candidate): number {
    return this.trials.filter((trial) => trial.candidate === candidate && trial.failure).length;
  }
}

/** What a browser throws by itself, such as a worker it forbids, is a failure of that candidate. */
function toVisionError(cause: unknown): VisionError {
  return cause instanceof VisionError ? cause : new VisionError('backend', `${cause}`, { cause });
}

function isBackendFailure(error: unknown): error is VisionError {
  return error instanceof VisionError && error.kind === 'backend';
}

function nameOf({ backend, thread }: Candidate): string {
  return thread === 'worker' ? backend : `${backend} in the page`;
}

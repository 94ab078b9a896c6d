import { eachFrame, takeFrame } from '../camera/frames';
import type { Analysis, FilmOptions } from '../vision/vision';
import type { VisionClient } from '../vision/vision-client';

/** Milliseconds without a face after which frames are taken less often. */
const IDLE_AFTER = 3000;
/** Milliseconds between two frames then: a face still shows up within 300 ms. */
const IDLE_INTERVAL = 100;

/** Milliseconds between two frames in low-power mode. */
const LOW_POWER_INTERVAL = 125;

export interface WatchOptions extends FilmOptions {
  /** Analyse at most eight frames a second. */
  readonly lowPower: boolean;
}

export interface Watcher {
  /** Asked anew for each frame, so that a change takes effect at once. */
  readonly options: () => WatchOptions;
  readonly onAnalysis: (analysis: Analysis) => void;
  readonly onFail: (error: unknown) => void;
}

/**
 * Has every frame of the film analysed, one at a time.
 *
 * @returns a function that stops it.
 */
export function watch(video: HTMLVideoElement, vision: VisionClient, watcher: Watcher): () => void {
  let watching = true;
  let lastFace = performance.now();

  const analyse = async (seconds: number) => {
    try {
      const frame = await takeFrame(video);
      if (!frame) return;
      const analysis = await vision.analyse(frame, seconds, watcher.options());
      if (!analysis) return;
      if (analysis.faces.length > 0) lastFace = performance.now();
      if (watching) watcher.onAnalysis(analysis);
    } catch (error) {
      if (!watching) return;
      stop();
      watcher.onFail(error);
    }
  };
  const minInterval = () => {
    if (watcher.options().lowPower) return LOW_POWER_INTERVAL;
    return performance.now() - lastFace > IDLE_AFTER ? IDLE_INTERVAL : 0;
  };
  // The film may have played for a while: its next frame need not be waited for.
  const first = analyse(performance.now() / 1000);
  const stopFrames = eachFrame(video, (seconds) => first.then(() => analyse(seconds)), minInterval);
  const stop = () => {
    watching = false;
    stopFrames();
  };
  return stop;
}

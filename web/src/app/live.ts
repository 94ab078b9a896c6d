import { eachFrame, takeFrame } from '../camera/frames';
import type { Analysis, Box, FilmOptions, Keypoints, Point, VisionClient } from '../vision';
import { see } from './doubt';
import type { Sight } from './overlay';
import { type Size, visiblePart } from './overlay-geometry';

/** Milliseconds without a face after which frames are taken less often. */
const IDLE_AFTER = 3000;
/** Milliseconds between two frames then: a face still shows up within 300 ms. */
const IDLE_INTERVAL = 100;

/** Milliseconds between two frames in low-power mode. */
const LOW_POWER_INTERVAL = 125;

export interface WatchOptions extends FilmOptions {
  /** Analyse at most eight frames a second. */
  readonly lowPower: boolean;
  /** The whole film is shown; else it fills the view, and only what can be seen is analysed. */
  readonly whole: boolean;
}

/** An analysis whose positions are in pixels of the whole film. */
export type FilmAnalysis = Analysis & Sight;

/** The film's time, in seconds. It can be put forward, never back. */
export class FilmClock {
  /** While true, the film's own frames are not read: another frame is. */
  held = false;
  private ahead = 0;

  /** @param seconds - of `performance.now()`. */
  at(seconds: number): number {
    return seconds + this.ahead;
  }

  skip(seconds: number): void {
    this.ahead += seconds;
  }
}

export interface Watcher {
  readonly clock: FilmClock;
  /** Asked anew for each frame, so that a change takes effect at once. */
  readonly options: () => WatchOptions;
  /** The size of what shows the film, in CSS pixels. */
  readonly view: () => Size;
  readonly onAnalysis: (analysis: FilmAnalysis) => void;
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
      if (watcher.clock.held) return;
      const options = watcher.options();
      const film = { width: video.videoWidth, height: video.videoHeight };
      const taken = await takeFrame(video, visiblePart(film, watcher.view(), options.whole));
      if (!taken) return;
      const reading = await vision.analyse(taken.frame, watcher.clock.at(seconds), options);
      if (!reading) return;
      const analysis = inFilm(reading, taken.part, film);
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

/**
 * Finds the places in the film of what was seen in a part of it.
 *
 * @param part - in the film's pixels; the frame that was analysed may have had fewer.
 */
export function inFilm(analysis: Analysis, part: Box, film: Size): FilmAnalysis {
  const scale = part.width / analysis.width;
  const move = ({ x, y }: Point): Point => ({ x: part.x + scale * x, y: part.y + scale * y });
  const faces = analysis.faces.map((face) => {
    const { width, height } = face.box;
    const box = { ...move(face.box), width: scale * width, height: scale * height };
    return see({ ...face, box, keypoints: face.keypoints.map(move) as unknown as Keypoints });
  });
  // Spelled out: an ImageBitmap has its sides from its prototype.
  return { ...analysis, width: film.width, height: film.height, faces };
}

// The words in which the app and vision talk. Places are in pixels of the unmirrored picture, with
// x to the right and y down; seconds grow from frame to frame.

import type { Accuracy, ByEmotion } from './manifest.generated';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An axis-aligned box; (x, y) is its top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** BlazeFace order: image-left eye, image-right eye, nose, mouth, image-left ear, image-right ear. */
export type Keypoints = readonly [Point, Point, Point, Point, Point, Point];

/** What one face shows in one picture. */
export interface FaceReading {
  /** Stable while the face is followed; counts from 1. */
  readonly id: number;
  readonly box: Box;
  readonly keypoints: Keypoints;
  /** One value an emotion in the manifest's order; they sum to 1. */
  readonly probabilities: readonly number[];
  readonly emotion: string;
  /** The probability of `emotion`. */
  readonly confidence: number;
  /** False where no emotion leads clearly. */
  readonly certain: boolean;
}

/** A frame of a film: of a camera or a video. */
export type Frame = ImageBitmap | VideoFrame;

/** How strongly a face's expression is averaged over time. */
export type Smoothing = 'off' | 'normal' | 'strong';

/** What the user may choose about a film's analysis. */
export interface FilmOptions {
  readonly smoothing: Smoothing;
  /** The largest faces are read, up to this many. */
  readonly maxFaces: number;
}

/** What one frame showed. */
export interface Analysis {
  readonly faces: readonly FaceReading[];
  /** Of the frame, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Milliseconds that each stage took. */
  readonly timings: { readonly detect: number; readonly classify: number };
  /** Tensors in the backend's memory: constant unless something leaks. */
  readonly tensors: number;
}

/** What a photo showed. */
export interface PhotoReading {
  readonly faces: readonly FaceReading[];
  /** Of the photo, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** A way to compute, by its TF.js name. */
export type BackendName = 'wasm' | 'webgl' | 'webgpu';

/** What vision runs on, and in which thread. */
export interface Runtime {
  readonly backend: BackendName;
  readonly thread: 'worker' | 'page';
}

/** How a runtime fared on this device. */
export interface Trial {
  readonly runtime: Runtime;
  /** What one face takes, where the answers were right. */
  readonly milliseconds?: number;
  /** Why it is not used, where it failed. */
  readonly failure?: string;
}

/** What was loaded. */
export interface VisionInfo {
  readonly backend: BackendName;
  readonly model: string;
  readonly version: string;
  /** Weights of the network. */
  readonly parameters: number;
  readonly emotions: readonly string[];
  /** What was measured on faces of FER+, and how each emotion fares there. */
  readonly accuracy: readonly Accuracy[];
  readonly byEmotion: ByEmotion;
}

/** The addresses of the folders that hold the networks, absolute, each with a slash at its end. */
export interface ModelFolders {
  readonly detector: string;
  readonly follow: string;
  readonly expression: string;
}

/** Receives the progress of a download, in bytes. */
export type OnProgress = (loaded: number, total: number) => void;

/** A canvas to draw frames on. */
export type Canvas = Pick<OffscreenCanvas, 'width' | 'height'> & {
  getContext(kind: '2d', settings: { alpha: boolean; willReadFrequently: boolean }): unknown;
};

export type CreateCanvas = (width: number, height: number) => Canvas;

/** Keeps one text from visit to visit. It may throw where the browser keeps nothing. */
export interface Memory {
  /** @returns null where there is none. */
  read(): string | null;
  write(text: string): void;
  clear(): void;
}

/** What vision needs from the page that uses it. */
export interface VisionOptions {
  readonly models: ModelFolders;
  /** Draws frames where vision runs in the page's own thread. */
  readonly createCanvas: CreateCanvas;
  /** Keeps which runtime is the fastest on this device. */
  readonly memory: Memory;
  readonly onProgress: OnProgress;
}

/** Vision at work. */
export interface VisionClient {
  readonly info: VisionInfo;
  readonly thread: Runtime['thread'];
  /** The runtimes that were measured or failed, the latest last. */
  readonly trials: readonly Trial[];

  /**
   * Takes the frame over and closes it. A frame given before the last one is done waits for it.
   *
   * @param now - seconds; grows from frame to frame.
   * @returns undefined where the frame was lost because the runtime was replaced.
   * @throws VisionError where nothing on this device computes any longer.
   */
  analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis | undefined>;

  /**
   * Takes the photo over and closes it.
   *
   * @returns undefined where the photo was lost because the runtime was replaced: ask again.
   * @throws VisionError where nothing on this device computes any longer.
   */
  readPhoto(photo: ImageBitmap): Promise<PhotoReading | undefined>;

  close(): void;
}

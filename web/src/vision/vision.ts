import { backend as currentBackend } from '@tensorflow/tfjs-core';
import { type Backend, type BackendName, type LossReport, startBackend } from './backend';
import { Classifier } from './classifier';
import { Detector } from './detector';
import { VisionError } from './errors';
import type { FaceReading } from './face-reading';
import { Film, type FrameReading } from './film';
import { proveBackend } from './golden';
import { buildModels, fetchModels, type OnProgress } from './models';
import { readPhoto } from './photo';
import type { Smoothing } from './smoothing';
import { type CreateCanvas, readableContext } from './surface';
import { warmUp } from './warm-up';

/** Seconds: after a longer gap between two frames nothing is as it was. */
const NEW_SCENE = 1;
/** How often one face is read to measure it. */
const RUNS = 5;

export type Frame = ImageBitmap | VideoFrame;

/** What the user may choose about a film's analysis. */
export interface FilmOptions {
  readonly smoothing: Smoothing;
  /** The largest faces are read, up to this many. */
  readonly maxFaces: number;
}

/** What one frame showed. Positions are in pixels of a frame of this width and height. */
export interface Analysis extends FrameReading {
  /** Tensors in the backend's memory: constant unless something leaks. */
  readonly tensors: number;
}

/** What a photo showed. Positions are in pixels of the photo. */
export interface PhotoReading {
  readonly faces: readonly FaceReading[];
  readonly width: number;
  readonly height: number;
}

/** What was loaded. */
export interface VisionInfo {
  readonly backend: BackendName;
  readonly model: string;
  readonly version: string;
  readonly emotions: readonly string[];
}

/** Finds faces in the frames of a film and names their emotions. */
export class Vision {
  readonly info: VisionInfo;
  private readonly film: Film;
  private readonly lossOfBackend: LossReport;
  private readonly prove: () => Promise<void>;
  private readonly warm: (runs: number) => Promise<number>;
  private readonly readFaces: (photo: ImageData) => Promise<readonly FaceReading[]>;
  private readonly createCanvas: CreateCanvas;
  private lastTime = Number.NEGATIVE_INFINITY;

  private constructor(
    info: VisionInfo,
    film: Film,
    lossOfBackend: LossReport,
    prove: () => Promise<void>,
    warm: (runs: number) => Promise<number>,
    readFaces: (photo: ImageData) => Promise<readonly FaceReading[]>,
    createCanvas: CreateCanvas,
  ) {
    this.info = info;
    this.film = film;
    this.lossOfBackend = lossOfBackend;
    this.prove = prove;
    this.warm = warm;
    this.readFaces = readFaces;
    this.createCanvas = createCanvas;
  }

  /**
   * Starts the backend, loads both networks, lets the backend prove itself and warms it up.
   *
   * @param page - the address of the page; the models lie beside it.
   * @throws VisionError
   */
  static async load(
    backend: Backend,
    page: URL,
    create: CreateCanvas,
    onProgress: OnProgress,
  ): Promise<Vision> {
    const [lossOfBackend, files] = await Promise.all([
      startBackend(backend),
      fetchModels(page, onProgress),
    ]);
    const models = await buildModels(files);
    const { name: model, version, emotions } = models.manifest;
    const classifier = new Classifier(models.classifier, models.manifest);
    const detector = new Detector(models.detector);
    // A processor computes all faces alike; a GPU may be right for some.
    const count = backend.name === 'wasm' ? 1 : models.manifest.golden.probabilities.length;
    const prove = () => proveBackend(classifier, models.samples, count);
    await prove();
    const warm = (runs: number) => warmUp(detector, classifier, models.samples, runs);
    await warm(1);
    return new Vision(
      { backend: backend.name, model, version, emotions },
      new Film(detector, classifier, create),
      lossOfBackend,
      prove,
      warm,
      (photo) => readPhoto(photo, detector, classifier),
      create,
    );
  }

  /**
   * @param frame - the next frame; stays the caller's to close.
   * @param now - seconds; grows from frame to frame.
   * @throws VisionError `backend` where the backend was lost or has begun to lie.
   */
  async analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis> {
    if (now - this.lastTime > NEW_SCENE) await this.beginScene();
    this.lastTime = now;
    const reading = await this.film.read(frame, now, options);
    const loss = this.lossOfBackend();
    if (loss) throw new VisionError('backend', loss);
    return { ...reading, tensors: currentBackend().numDataIds() };
  }

  /**
   * @param photo - upright; stays the caller's to close.
   * @throws VisionError `backend` where the backend was lost or lies.
   */
  async readPhoto(photo: ImageBitmap): Promise<PhotoReading> {
    const { width, height } = photo;
    await this.beginScene();
    const context = readableContext(this.createCanvas(width, height));
    context.drawImage(photo, 0, 0);
    const faces = await this.readFaces(context.getImageData(0, 0, width, height));
    const loss = this.lossOfBackend();
    if (loss) throw new VisionError('backend', loss);
    return { faces, width, height };
  }

  /** @returns the median milliseconds that one face takes: found and named. */
  measure(): Promise<number> {
    return this.warm(RUNS);
  }

  private async beginScene(): Promise<void> {
    this.film.cut();
    // A pause is when a phone takes the GPU from a page and gives back a broken one.
    if (this.info.backend !== 'wasm') await this.prove();
  }
}

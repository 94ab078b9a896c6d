import { backend as currentBackend } from '@tensorflow/tfjs-core';
import { VisionError } from '../errors';
import { ExpressionReader } from '../film/expression-reader';
import { FaceFollower } from '../film/face-follower';
import { FilmReader } from '../film/film-reader';
import { readableContext } from '../image/canvas';
import { FrameReader } from '../image/frame-reader';
import { buildModels, fetchModels, type Models } from '../models/models';
import { PhotoReader } from '../photo/photo';
import { type Backend, type LossReport, startBackend } from '../tfjs/backend';
import { THRESHOLDS } from '../thresholds';
import type {
  Analysis,
  BackendName,
  CreateCanvas,
  FilmOptions,
  Frame,
  ModelFolders,
  OnProgress,
  PhotoReading,
  VisionInfo,
} from '../types';
import { proveBackend } from './golden';

/** Seconds: after a longer gap between two frames nothing is as it was. */
const NEW_SCENE = 1;
/** How often one face is read to measure it. */
const RUNS = 5;

/** Finds faces in the frames of a film and in photos, and reads their expressions. */
export class Vision {
  readonly info: VisionInfo;
  private readonly models: Models;
  private readonly lossOfBackend: LossReport;
  private readonly createCanvas: CreateCanvas;
  private readonly film: FilmReader;
  private readonly photos: PhotoReader;
  private lastTime = Number.NEGATIVE_INFINITY;

  private constructor(
    backend: BackendName,
    models: Models,
    lossOfBackend: LossReport,
    createCanvas: CreateCanvas,
    thresholds = THRESHOLDS,
  ) {
    const { detector, follow, classifier } = models;
    const { name: model, version, parameters, emotions, accuracy, byEmotion } = classifier.manifest;
    this.info = { backend, model, version, parameters, emotions, accuracy, byEmotion };
    this.models = models;
    this.lossOfBackend = lossOfBackend;
    this.createCanvas = createCanvas;
    this.film = new FilmReader(
      new FrameReader(createCanvas),
      new FaceFollower(detector, follow, thresholds),
      new ExpressionReader(classifier),
    );
    this.photos = new PhotoReader(detector, follow, classifier, thresholds);
  }

  /**
   * Starts the backend, loads the networks and lets the backend prove itself.
   *
   * @param thresholds - the app's own, but for those who choose them.
   * @throws VisionError
   */
  static async load(
    backend: Backend,
    folders: ModelFolders,
    createCanvas: CreateCanvas,
    onProgress: OnProgress,
    thresholds = THRESHOLDS,
  ): Promise<Vision> {
    // TF.js fetches a backend's own files out of sight. They count as one byte, missing until the
    // backend runs: files that do not arrive are not taken for a device that cannot compute.
    let missing = backend.checkFiles ? 1 : 0;
    let progress: readonly [loaded: number, total: number] = [0, 0];
    const report = () => {
      const [loaded, total] = progress;
      if (total > 0) onProgress(loaded, total + missing);
    };
    const [lossOfBackend, files] = await Promise.all([
      startBackend(backend).then((loss) => {
        missing = 0;
        report();
        return loss;
      }),
      fetchModels(folders, (...now) => {
        progress = now;
        report();
      }),
    ]);
    const models = await buildModels(files);
    const vision = new Vision(backend.name, models, lossOfBackend, createCanvas, thresholds);
    await vision.prove();
    return vision;
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
    const faces = await this.photos.read(context.getImageData(0, 0, width, height));
    const loss = this.lossOfBackend();
    if (loss) throw new VisionError('backend', loss);
    return { faces, width, height };
  }

  /** @returns the median milliseconds that one face takes: found, confirmed and read. */
  async measure(): Promise<number> {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      await proveBackend(this.models, 1);
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[RUNS >> 1] as number;
  }

  private async beginScene(): Promise<void> {
    this.film.cut();
    // A pause is when a phone takes the GPU from a page and gives back a broken one.
    if (this.info.backend !== 'wasm') await this.prove();
  }

  private async prove(): Promise<void> {
    // A processor computes all faces alike; a GPU may be right for some.
    const samples = this.models.classifier.manifest.golden.probabilities.length;
    if (this.info.backend !== 'wasm') await proveBackend(this.models, samples);
    await proveBackend(this.models, 1);
  }
}

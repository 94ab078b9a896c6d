import { memory } from '@tensorflow/tfjs-core';
import { type BackendName, startBackend } from './backend';
import { type Detection, keepBest } from './blazeface';
import { Classifier } from './classifier';
import { cropFaces } from './crop';
import { Detector } from './detector';
import type { FaceReading } from './face-reading';
import { type Square, sideOf } from './geometry';
import { proveBackend } from './golden';
import { loadModels, type OnProgress } from './models';
import { isWhole, Search } from './search';
import { ExpressionSmoother, type Smoothing } from './smoothing';
import { type Context, type CreateCanvas, readableContext } from './surface';
import { type Track, Tracker } from './tracker';

const MIN_SCORE = 0.5;
const MIN_SCORE_OF_NEW_FACE = 0.6;
/** Seconds a face stays on the screen when the detector misses it. */
const GRACE = 0.15;
/** Seconds: after a longer gap between two frames nothing is as it was. */
const NEW_SCENE = 1;

export type Frame = ImageBitmap | VideoFrame;

/** What the user may choose about a film's analysis. */
export interface FilmOptions {
  readonly smoothing: Smoothing;
  /** The largest faces are read, up to this many. */
  readonly maxFaces: number;
}

/** What one frame showed. */
export interface Analysis {
  readonly faces: readonly FaceReading[];
  /** Size of the frame in pixels, to which positions refer. */
  readonly width: number;
  readonly height: number;
  /** Milliseconds a stage. */
  readonly timings: { readonly draw: number; readonly detect: number; readonly classify: number };
  /** Tensors alive: constant unless something leaks. */
  readonly tensors: number;
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
  private readonly detector: Detector;
  private readonly classifier: Classifier;
  private readonly context: Context;
  private tracker = new Tracker();
  private search = new Search();
  private smoothers = new Map<number, ExpressionSmoother>();
  private lastTime = Number.NEGATIVE_INFINITY;

  private constructor(
    info: VisionInfo,
    detector: Detector,
    classifier: Classifier,
    create: CreateCanvas,
  ) {
    this.info = info;
    this.detector = detector;
    this.classifier = classifier;
    this.context = readableContext(create(1, 1));
  }

  /**
   * Starts the backend, loads both networks and lets the backend prove itself.
   *
   * @param page - the address of the page; the models lie beside it.
   * @throws VisionError
   */
  static async load(
    backend: BackendName,
    page: URL,
    create: CreateCanvas,
    onProgress: OnProgress,
  ): Promise<Vision> {
    await startBackend(backend);
    const { detector, classifier: graph, manifest, samples } = await loadModels(page, onProgress);
    const classifier = new Classifier(graph, manifest);
    await proveBackend(classifier, samples);
    const { name: model, version, emotions } = manifest;
    const info = { backend, model, version, emotions };
    return new Vision(info, new Detector(detector, create), classifier, create);
  }

  /**
   * @param frame - the next frame; stays the caller's to close.
   * @param now - seconds; grows from frame to frame.
   */
  async analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis> {
    const start = performance.now();
    const { width, height } = this.draw(frame, now);
    const drawn = performance.now();
    const detections = width > 0 && height > 0 ? await this.detect(width, height, now) : [];
    const detected = performance.now();
    const largest = takeLargest(detections, options.maxFaces);
    const faces = await this.read(this.tracker.update(largest, now), now, options.smoothing);
    return {
      faces,
      width,
      height,
      timings: {
        draw: drawn - start,
        detect: detected - drawn,
        classify: performance.now() - detected,
      },
      tensors: memory().numTensors,
    };
  }

  private draw(frame: Frame, now: number): { width: number; height: number } {
    const width = 'displayWidth' in frame ? frame.displayWidth : frame.width;
    const height = 'displayHeight' in frame ? frame.displayHeight : frame.height;
    const { canvas } = this.context;
    if (width !== canvas.width || height !== canvas.height || now - this.lastTime > NEW_SCENE) {
      canvas.width = width;
      canvas.height = height;
      this.tracker = new Tracker();
      this.search = new Search();
      this.smoothers.clear();
    }
    this.lastTime = now;
    if (width > 0 && height > 0) this.context.drawImage(frame, 0, 0, width, height);
    return { width, height };
  }

  private async detect(width: number, height: number, now: number): Promise<Detection[]> {
    const { canvas } = this.context;
    const found: Detection[] = [];
    const look = async (square: Square, minScore: number) => {
      const faces = await this.detector.detect(canvas, square, minScore);
      const whole = faces.filter(({ box }) => isWhole(box, square, width, height));
      found.push(...whole);
      return whole.length > 0;
    };
    const known = this.tracker.predict(now);
    let inSight = known.length > 0;
    for (const box of known) {
      const seen = await look(this.search.region(box), MIN_SCORE);
      inSight &&= seen;
    }
    for (const square of this.search.squares(width, height, inSight, now)) {
      await look(square, MIN_SCORE_OF_NEW_FACE);
    }
    return keepBest(found);
  }

  private async read(
    tracks: readonly Track[],
    now: number,
    smoothing: Smoothing,
  ): Promise<FaceReading[]> {
    const { manifest, size } = this.classifier;
    this.smoothers = new Map(
      tracks.map(({ id }) => [
        id,
        this.smoothers.get(id) ?? new ExpressionSmoother(manifest.certainty.lead),
      ]),
    );
    const seen = tracks.filter((track) => track.confirmed && track.seen === now);
    const detections = seen.map((track) => track.detection);
    const crops = cropFaces(this.context, detections, manifest.alignment, size);
    const rows = await this.classifier.classify(crops, seen.length);
    rows.forEach((row, i) => {
      this.smoothers.get((seen[i] as Track).id)?.update(row, now, smoothing);
    });
    return tracks.filter((track) => now - track.seen <= GRACE).flatMap((t) => this.describe(t));
  }

  private describe({ id, box, keypoints }: Track): FaceReading[] {
    const expression = this.smoothers.get(id)?.expression;
    if (!expression) return [];
    const { probabilities, emotion, certain } = expression;
    return [
      {
        id,
        box,
        keypoints,
        probabilities,
        emotion: this.info.emotions[emotion] as string,
        confidence: probabilities[emotion] as number,
        certain,
      },
    ];
  }
}

function takeLargest(detections: readonly Detection[], count: number): readonly Detection[] {
  if (detections.length <= count) return detections;
  return [...detections].sort((a, b) => sideOf(b.box) - sideOf(a.box)).slice(0, count);
}

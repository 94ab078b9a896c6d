import { type Detection, isSameFace, keepBest } from './blazeface';
import type { Classifier } from './classifier';
import { cropFaces } from './crop';
import type { Detector } from './detector';
import type { FaceReading } from './face-reading';
import { FrameReader } from './frame-reader';
import { type Square, sideOf } from './geometry';
import { FilmFrame } from './pyramid';
import type { Picture } from './raster';
import { isWhole, Search } from './search';
import { ExpressionSmoother, type Smoothing } from './smoothing';
import type { CreateCanvas } from './surface';
import { type Track, Tracker } from './tracker';
import type { FilmOptions, Frame } from './vision';

const MIN_SCORE = 0.5;
/** Lower, for a face is small in the whole frame; it counts once its own region confirms it. */
const MIN_SCORE_OF_NEW_FACE = 0.45;
/**
 * What both scores of a new face must sum to: hair and folds score low in both looks. The more, the
 * fewer false faces, and the fewer real ones: of FER+'s valid faces alone in scenes (n = 1200), 1.25
 * finds 96.6 %, 1.12 finds 97.0 %, and 1, 97.3 %.
 */
const MIN_SUM_OF_FIRST_FACE = 1.05;
/** Where a face is known, most of what looks a little like another is its hair, or a fold. */
const MIN_SUM_OF_ANOTHER_FACE = 1.25;
/** Faces looked for by region in one frame; more take turns, and the cost of a frame stays. */
const MAX_REGIONS = 3;
/** Seconds a face stays on the screen when the detector misses it. */
const GRACE = 0.15;
/** The same in frames, for slow devices: a face that waits for its turn is not gone. */
const GRACE_FRAMES = 2.5;

/** What one frame showed, and the milliseconds each stage took. */
export interface FrameReading {
  readonly faces: readonly FaceReading[];
  readonly width: number;
  readonly height: number;
  readonly timings: { readonly detect: number; readonly classify: number };
}

/** Reads the frames of one film, each in the light of those before. */
export class Film {
  private readonly detector: Detector;
  private readonly classifier: Classifier;
  private readonly reader: FrameReader;
  private tracker = new Tracker();
  private search = new Search();
  private smoothers = new Map<number, ExpressionSmoother>();
  private lastTime = Number.POSITIVE_INFINITY;
  private lastSize = '';

  constructor(detector: Detector, classifier: Classifier, create: CreateCanvas) {
    this.detector = detector;
    this.classifier = classifier;
    this.reader = new FrameReader(create);
  }

  /**
   * @param frame - stays the caller's to close.
   * @param now - seconds; grows from frame to frame.
   */
  async read(frame: Frame, now: number, options: FilmOptions): Promise<FrameReading> {
    const start = performance.now();
    const picture = this.reader.open(frame);
    const { width, height } = picture;
    this.cutAtNewSize(`${width}x${height}`);
    const detections = width > 0 && height > 0 ? await this.detect(picture, now) : [];
    const detected = performance.now();
    const largest = takeLargest(detections, options.maxFaces);
    const tracks = this.tracker.update(largest, now);
    const faces = await this.name(picture, tracks, now, options.smoothing);
    const timings = {
      detect: detected - start,
      classify: performance.now() - detected,
    };
    return { faces, width, height, timings };
  }

  /** Forgets the frames before: what comes next is another scene. */
  cut(): void {
    this.tracker = new Tracker();
    this.search = new Search();
    this.smoothers.clear();
    this.lastTime = Number.POSITIVE_INFINITY;
  }

  private cutAtNewSize(size: string): void {
    if (size !== this.lastSize) this.cut();
    this.lastSize = size;
  }

  private async detect(picture: Picture, now: number): Promise<Detection[]> {
    const { width, height } = picture;
    const frame = new FilmFrame(picture);
    const look = async (square: Square, minScore: number) => {
      const faces = await this.detector.detect(frame, square, minScore);
      return faces.filter(({ box }) => isWhole(box, square, width, height));
    };
    const known = this.tracker.predict(now);
    const waiting = known.splice(MAX_REGIONS);
    const found: Detection[] = [];
    const seen: Detection[] = [];
    let inSight = known.length > 0;
    for (const box of known) {
      const faces = await look(this.search.region(box), MIN_SCORE);
      const own = faces.filter((face) => isSameFace(face.box, box));
      inSight &&= own.length > 0;
      found.push(...own);
      seen.push(...faces.filter((face) => !own.includes(face)));
    }
    const square = this.search.square(width, height, inSight, now);
    if (square) seen.push(...(await look(square, MIN_SCORE_OF_NEW_FACE)));
    const accounted = [...found.map(({ box }) => box), ...waiting];
    const others = keepBest(seen).filter(
      ({ box }) => !accounted.some((known) => isSameFace(known, box)),
    );
    // Their own regions confirm them in the same frame: other looks see faces in hair and folds,
    // and a second frame would be time lost.
    for (const { box, score } of others.slice(0, MAX_REGIONS)) {
      const isFirst = found.length + waiting.length === 0;
      const minSum = isFirst ? MIN_SUM_OF_FIRST_FACE : MIN_SUM_OF_ANOTHER_FACE;
      const minScore = Math.max(MIN_SCORE, minSum - score);
      const faces = await look(this.search.region(box), minScore);
      found.push(...faces.filter((face) => isSameFace(face.box, box)));
    }
    return keepBest(found);
  }

  private async name(
    picture: Picture,
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
    const seen = tracks.filter((track) => track.seen === now);
    const detections = seen.map((track) => track.detection);
    const crops = await cropFaces(picture, detections, manifest.alignment, size);
    const rows = await this.classifier.classify(crops, seen.length);
    rows.forEach((row, i) => {
      this.smoothers.get((seen[i] as Track).id)?.update(row, now, smoothing);
    });
    const grace = Math.max(GRACE, GRACE_FRAMES * (now - this.lastTime));
    this.lastTime = now;
    return tracks.filter((track) => now - track.seen <= grace).flatMap((t) => this.describe(t));
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
        emotion: this.classifier.manifest.emotions[emotion] as string,
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

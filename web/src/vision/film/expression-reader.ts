import type { Classifier } from '../faces/classifier';
import type { FaceReading, Smoothing } from '../types';
import { ExpressionSmoother } from './smoothing';
import type { Track } from './track';

/** A face that looks the same is read again after so many frames of 30 a second. */
const FRAMES = 2;
/** The same where there are several faces. */
const FRAMES_OF_SEVERAL = 3;
/** The most faces to read again in one frame, as a share of all: on slow devices all are due. */
const SHARE = 1 / 3;
/** Grey levels: a face whose pixels differ by more than this on average is read sooner. */
const CHANGE = 5;

/** What is known of one face. */
interface Reading {
  readonly smoother: ExpressionSmoother;
  /** Seconds. */
  readonly time: number;
  readonly luma: Float32Array;
}

/** Reads the expressions of followed faces. */
export class ExpressionReader {
  private readonly classifier: Classifier;
  private readings = new Map<number, Reading>();

  constructor(classifier: Classifier) {
    this.classifier = classifier;
  }

  /**
   * Reads the faces of a frame. Faces that hardly change take turns, for reading one costs half as
   * much as all else that is done for it.
   *
   * @param tracks - the faces that are followed; those seen at `now` are read.
   * @param now - seconds.
   */
  async read(tracks: readonly Track[], now: number, smoothing: Smoothing): Promise<void> {
    const toRead = this.toRead(
      tracks.filter((track) => track.seen === now),
      now,
    );
    const luma = new Float32Array(toRead.length * this.classifier.size ** 2);
    toRead.forEach((track, i) => {
      luma.set(track.luma, i * track.luma.length);
    });
    const rows = await this.classifier.classify(luma, toRead.length);
    const { certainty } = this.classifier.manifest;
    this.readings = new Map(
      tracks.flatMap(({ id }) => {
        const reading = this.readings.get(id);
        return reading ? [[id, reading] as const] : [];
      }),
    );
    toRead.forEach(({ id, luma }, i) => {
      const smoother = this.readings.get(id)?.smoother ?? new ExpressionSmoother(certainty.lead);
      smoother.update(rows[i] as number[], now, smoothing);
      this.readings.set(id, { smoother, time: now, luma });
    });
  }

  /** What a face shows, as last read; nothing before it was. */
  describe({ id, box, keypoints }: Track): FaceReading[] {
    const expression = this.readings.get(id)?.smoother.expression;
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

  /** Forgets all faces. */
  cut(): void {
    this.readings.clear();
  }

  /** New faces, and a share of the others: those that changed and those whose time it is. */
  private toRead(seen: readonly Track[], now: number): Track[] {
    const isNew = ({ id }: Track) => !this.readings.has(id);
    const frames = seen.length > 1 ? FRAMES_OF_SEVERAL : FRAMES;
    const others = seen
      .filter((track) => !isNew(track))
      .filter((track) => now - this.timeOf(track) > (frames - 0.5) / 30 || this.hasChanged(track))
      .sort((a, b) => this.timeOf(a) - this.timeOf(b))
      .slice(0, Math.ceil(seen.length * SHARE));
    return [...seen.filter(isNew), ...others];
  }

  private timeOf({ id }: Track): number {
    return this.readings.get(id)?.time ?? Number.NEGATIVE_INFINITY;
  }

  private hasChanged({ id, luma }: Track): boolean {
    const last = this.readings.get(id)?.luma ?? luma;
    const sum = luma.reduce((total, value, i) => total + Math.abs(value - (last[i] as number)), 0);
    return sum > CHANGE * luma.length;
  }
}

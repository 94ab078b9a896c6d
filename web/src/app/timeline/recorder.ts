import type { FaceReading } from '../../vision/face-reading';

/** What one face showed at one moment. */
export interface Moment {
  /** Since the recording began. */
  readonly seconds: number;
  readonly face: number;
  readonly probabilities: readonly number[];
  readonly emotion: string;
  readonly certain: boolean;
}

/** Readings a second and face: more than a line on a screen can show. */
const RATE = 5;
const CAPACITY = 30 * 60 * RATE;

/**
 * Remembers what faces showed, in memory only. When it is full, the oldest readings go.
 */
export class Recorder {
  /** While true, nothing is taken in. */
  paused = false;
  private readonly capacity: number;
  private moments: Moment[] = [];
  private last = Number.NEGATIVE_INFINITY;
  private origin: number | undefined;
  private start = new Date();

  /** @param capacity - readings kept; the usual one lasts half an hour with one face in view. */
  constructor(capacity = CAPACITY) {
    this.capacity = capacity;
  }

  /** @param now - seconds; grows from call to call. */
  add(faces: readonly FaceReading[], now: number): void {
    if (this.origin === undefined) {
      this.origin = now;
      this.start = new Date();
    }
    if (this.paused || now - this.last < 1 / RATE) return;
    this.last = now;
    for (const { id, probabilities, emotion, certain } of faces) {
      this.moments.push({
        seconds: now - this.origin,
        face: id,
        probabilities,
        emotion,
        certain,
      });
    }
    // Cutting a tenth off now and then is cheaper than shifting the list each time.
    const excess = this.moments.length - this.capacity;
    if (excess > 0) this.moments = this.moments.slice(excess + Math.floor(this.capacity / 10));
  }

  /** When the recording began. */
  get began(): Date {
    return this.start;
  }

  /** Every remembered reading, the oldest first. */
  get all(): readonly Moment[] {
    return this.moments;
  }

  /** Forgets everything. */
  clear(): void {
    this.moments = [];
  }
}

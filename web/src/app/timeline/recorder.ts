import type { Box, Smoothing } from '../../vision';
import type { Doubt, SeenFace } from '../doubt';
import type { Sight } from '../overlay';

interface Moment {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Since the recording first began. */
  readonly seconds: number;
}

/** What one face showed at one moment. */
export interface FaceMoment extends Moment {
  readonly kind: 'face';
  readonly face: number;
  readonly probabilities: readonly number[];
  readonly emotion: string;
  readonly certain: boolean;
  readonly doubt: Doubt | undefined;
  /** In pixels of the camera's picture. */
  readonly box: Box;
  /** Of the camera's picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly smoothing: Smoothing;
}

/** No face was in view. */
export interface EmptyMoment extends Moment {
  readonly kind: 'empty';
}

/** The user set a mark. */
export interface Marker extends Moment {
  readonly kind: 'marker';
  /** Counts from 1. */
  readonly number: number;
}

export type AnyMoment = FaceMoment | EmptyMoment | Marker;

/** Readings a second and face: more than a line on a screen can show. */
export const RATE = 5;
/** Seconds that are kept: of six faces 54,000 readings, some ten megabytes. */
const KEPT = 30 * 60;
/** Seconds by which it may grow beyond that: cutting is dearer than keeping. */
const SLACK = 60;

/**
 * Remembers what faces showed while it is switched on, in memory only. What is older than half an
 * hour goes.
 */
export class Recorder {
  private moments: AnyMoment[] = [];
  private cleared: AnyMoment[] = [];
  private active = false;
  private last = Number.NEGATIVE_INFINITY;
  private origin: number | undefined;
  private markers = 0;
  private readonly listeners = new Set<() => void>();

  /** @returns a function that ends the calls, which come when it starts, stops or forgets. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether readings are taken in. */
  readonly isRecording = (): boolean => this.active;

  start(): void {
    this.active = true;
    this.cleared = [];
    this.announce();
  }

  stop(): void {
    if (!this.active) return;
    this.active = false;
    this.announce();
  }

  /** Takes in what was seen, a few times a second. */
  add({ faces, width, height }: Sight, smoothing: Smoothing, time = Date.now()): void {
    if (!this.active || time - this.last < 1000 / RATE) return;
    this.last = time;
    const moment = { time, seconds: this.secondsAt(time) };
    if (faces.length === 0) this.moments.push({ ...moment, kind: 'empty' });
    for (const face of faces) {
      this.moments.push({ ...moment, ...momentOf(face), width, height, smoothing });
    }
    this.forgetOld(moment.seconds);
  }

  /** Marks this moment. */
  mark(time = Date.now()): void {
    if (!this.active) return;
    this.markers++;
    const seconds = this.secondsAt(time);
    this.moments.push({ kind: 'marker', time, seconds, number: this.markers });
  }

  /** Every remembered moment, the oldest first. */
  get all(): readonly AnyMoment[] {
    return this.moments;
  }

  /** Forgets everything; `restore` brings it back. */
  clear(): void {
    this.cleared = this.moments;
    this.moments = [];
    this.announce();
  }

  /** Whether there is something to bring back. */
  get canRestore(): boolean {
    return this.cleared.length > 0;
  }

  /** Brings back what was cleared last. */
  restore(): void {
    this.moments = [...this.cleared, ...this.moments];
    this.cleared = [];
    this.announce();
  }

  private secondsAt(time: number): number {
    this.origin ??= time;
    return (time - this.origin) / 1000;
  }

  private forgetOld(now: number): void {
    const [first] = this.moments;
    if (!first || now - first.seconds <= KEPT + SLACK) return;
    this.moments = this.moments.filter(({ seconds }) => now - seconds <= KEPT);
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
  }
}

function momentOf({ id, probabilities, emotion, certain, doubt, box }: SeenFace) {
  return { kind: 'face', face: id, probabilities, emotion, certain, doubt, box } as const;
}

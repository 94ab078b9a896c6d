import type { FrameReader } from '../image/frame-reader';
import type { Analysis, FilmOptions, Frame } from '../types';
import type { ExpressionReader } from './expression-reader';
import type { FaceFollower } from './face-follower';

/** Seconds a face stays on the screen when it is not seen. */
const GRACE = 0.15;
/** The same in frames, for slow devices. */
const GRACE_FRAMES = 2.5;

/** Reads the frames of one film, each in the light of those before. */
export class FilmReader {
  private readonly frames: FrameReader;
  private readonly follower: FaceFollower;
  private readonly expressions: ExpressionReader;
  private lastTime = Number.POSITIVE_INFINITY;
  private lastSize = '';

  constructor(frames: FrameReader, follower: FaceFollower, expressions: ExpressionReader) {
    this.frames = frames;
    this.follower = follower;
    this.expressions = expressions;
  }

  /**
   * @param frame - stays the caller's to close.
   * @param now - seconds; grows from frame to frame.
   */
  async read(
    frame: Frame,
    now: number,
    { maxFaces, smoothing }: FilmOptions,
  ): Promise<Omit<Analysis, 'tensors'>> {
    const start = performance.now();
    const picture = this.frames.open(frame);
    const { width, height } = picture;
    this.cutAtNewSize(`${width}x${height}`);
    const isEmpty = width === 0 || height === 0;
    const tracks = isEmpty ? [] : await this.follower.next(picture, now, maxFaces);
    const followed = performance.now();
    await this.expressions.read(tracks, now, smoothing);
    const grace = Math.max(GRACE, GRACE_FRAMES * (now - this.lastTime));
    this.lastTime = now;
    const faces = tracks
      .filter(({ seen }) => now - seen <= grace)
      .flatMap((track) => this.expressions.describe(track));
    const timings = { detect: followed - start, classify: performance.now() - followed };
    return { faces, width, height, timings };
  }

  /** Forgets the frames before: what comes next is another scene. */
  cut(): void {
    this.follower.cut();
    this.expressions.cut();
    this.lastTime = Number.POSITIVE_INFINITY;
  }

  private cutAtNewSize(size: string): void {
    if (size !== this.lastSize) this.cut();
    this.lastSize = size;
  }
}

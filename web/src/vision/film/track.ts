import type { Crop, Face } from '../faces/alignment';
import type { Box, Keypoints, Point } from '../types';
import { type FaceShape, faceIn, mixShapes } from './face-shape';
import { OneEuroFilter } from './one-euro-filter';

const VELOCITY_TIME_CONSTANT = 0.1;
/** Seconds; a face that is out of sight for longer is expected where it would have been by then. */
const LONGEST_WAY = 0.5;
/** Hz, and Hz for each face side a second; see OneEuroFilter. Chosen by `bench following`. */
const MIN_CUTOFF = 2;
const BETA = 16;
/** A turn by a radian moves a face's outline by about half a side. */
const TURN_UNIT = 2;
/**
 * What one measurement may be off by, in sides, octaves and radians. Where it differs by as much
 * from what was expected, the face moves half the way. Chosen by `bench following`.
 */
const SHIFT_NOISE = 0.008;
const GROWTH_NOISE = 0.015;
const TURN_NOISE = 0.015;
/** Seconds; after a longer gap nothing can be expected. */
const GAP = 0.2;
/** The least share of the way that a face moves, so that a small error does not creep in. */
const LEAST_WAY = 0.4;
/** How much of its shape a face takes over from a late look of the detector; from early ones more. */
const SHAPE_WEIGHT = 0.05;

/** One face over time. */
export class Track {
  /** Counts from 1; 0 until the face may be shown. */
  id = 0;
  /** Where it was last seen. */
  frame: Crop;
  /** What the networks were shown of it then: shape [size, size], BT.601 luma 0..255. */
  luma: Float32Array;
  /** Seconds; when it was last seen. */
  seen: number;
  /** Seconds; when the detector last looked for it closely. */
  looked: number;
  /** Looks of the detector in a row that did not find it. */
  missedLooks = 0;
  /** Frames in a row in which it was seen. */
  streak = 1;
  /** Close looks of the detector that found it. */
  private looks: number;
  private shape: FaceShape;
  private steadyFace: Face;
  private velocity: Point = { x: 0, y: 0 };
  private readonly filters = [
    new OneEuroFilter(MIN_CUTOFF, BETA),
    new OneEuroFilter(MIN_CUTOFF, BETA),
    new OneEuroFilter(MIN_CUTOFF, BETA),
    new OneEuroFilter(MIN_CUTOFF, BETA),
  ] as const;

  /**
   * @param now - seconds.
   * @param isClose - whether its shape is from a close look; otherwise one is due.
   */
  constructor(shape: FaceShape, frame: Crop, luma: Float32Array, now: number, isClose = true) {
    this.shape = shape;
    this.frame = frame;
    this.luma = luma;
    this.seen = now;
    this.looked = isClose ? now : Number.NEGATIVE_INFINITY;
    this.looks = isClose ? 1 : 0;
    this.steadyFace = this.steady(0);
  }

  /** Its box, steadied for drawing. */
  get box(): Box {
    return this.steadyFace.box;
  }

  /** Its keypoints, steadied for drawing. */
  get keypoints(): Keypoints {
    return this.steadyFace.keypoints;
  }

  /** Where its frame should be at `now`. */
  predict(now: number): Crop {
    const { centre } = this.frame;
    const elapsed = Math.min(LONGEST_WAY, now - this.seen);
    const x = centre.x + this.velocity.x * elapsed;
    const y = centre.y + this.velocity.y * elapsed;
    return { ...this.frame, centre: { x, y } };
  }

  /** Where its box should be at `now`. */
  predictBox(now: number): Box {
    return faceIn(this.predict(now), this.shape).box;
  }

  /** It is seen again, in the frame `measured`. */
  move(measured: Crop, luma: Float32Array, now: number): void {
    const elapsed = now - this.seen;
    const frame = elapsed > GAP ? measured : settle(this.predict(now), measured, this.streak);
    if (elapsed > 0) {
      const weight = 1 - Math.exp(-elapsed / VELOCITY_TIME_CONSTANT);
      const { x, y } = this.frame.centre;
      this.velocity = {
        x: this.velocity.x + weight * ((frame.centre.x - x) / elapsed - this.velocity.x),
        y: this.velocity.y + weight * ((frame.centre.y - y) / elapsed - this.velocity.y),
      };
    }
    this.frame = frame;
    this.luma = luma;
    this.seen = now;
    this.streak++;
    this.steadyFace = this.steady(elapsed);
  }

  /** @param shape - its shape as the detector sees it; undefined where it does not see it. */
  check(shape: FaceShape | undefined): void {
    this.missedLooks = shape ? 0 : this.missedLooks + 1;
    if (!shape) return;
    this.looks++;
    this.shape = mixShapes(this.shape, shape, Math.max(SHAPE_WEIGHT, 1 / this.looks));
  }

  private steady(elapsed: number): Face {
    const { centre, side, angle } = this.frame;
    const [x, y, size, turn] = this.filters;
    const steadied = {
      centre: { x: x.filter(centre.x, elapsed, side), y: y.filter(centre.y, elapsed, side) },
      side: size.filter(side, elapsed, side),
      angle: turn.filter(angle, elapsed, TURN_UNIT),
    };
    return faceIn(steadied, this.shape);
  }
}

/**
 * The frame between an expected and a measured one: the nearer they are, the less it moves. Size and
 * roll of a face that was seen in few frames go to the mean of them.
 */
function settle(expected: Crop, measured: Crop, frames: number): Crop {
  const way = (difference: number, noise: number, least: number) =>
    Math.max(least, Math.abs(difference) / (Math.abs(difference) + noise));
  const x = measured.centre.x - expected.centre.x;
  const y = measured.centre.y - expected.centre.y;
  const growth = Math.log2(measured.side / expected.side);
  const turn = measured.angle - expected.angle;
  const early = Math.max(LEAST_WAY, 1 / (frames + 1));
  const shifted = way(Math.hypot(x, y) / expected.side, SHIFT_NOISE, LEAST_WAY);
  return {
    centre: { x: expected.centre.x + shifted * x, y: expected.centre.y + shifted * y },
    side: expected.side * 2 ** (way(growth, GROWTH_NOISE, early) * growth),
    angle: expected.angle + way(turn, TURN_NOISE, early) * turn,
  };
}

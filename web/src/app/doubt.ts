import type { FaceReading, Point } from '../vision';

/**
 * Why nothing is named although a face is in view.
 *
 * - `small`: it has too few pixels.
 * - `turned`: it looks away, up or down, or lies on its side.
 */
export type Doubt = 'small' | 'turned';

/** A face and what may be said of it: where there is a doubt, it is not certain. */
export interface SeenFace extends FaceReading {
  readonly doubt?: Doubt;
}

/**
 * Pixels of a face's box. Below it the network misses much of what it tells at full size: see
 * docs/experiments/small-faces.md.
 */
const MIN_SIDE = 20;
/** How far the nose may lie from the middle between the eyes, in halves of their distance. */
const MAX_YAW = 1;
/** Where the nose may lie between the eyes (0) and the mouth (1). */
const PITCH = [0.1, 0.95] as const;
/** Degrees that a face may be rolled. */
const MAX_ROLL = 60;

/** Looks at a face once more: nothing is named that a camera cannot show well. */
export function see(face: FaceReading): SeenFace {
  const doubt = doubtOf(face);
  return doubt ? { ...face, certain: false, doubt } : face;
}

function doubtOf({ box, keypoints }: FaceReading): Doubt | undefined {
  if (Math.min(box.width, box.height) < MIN_SIDE) return 'small';
  const [left, right, nose, mouth] = keypoints;
  const eyes = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const across = { x: (right.x - left.x) / 2, y: (right.y - left.y) / 2 };
  const half = Math.hypot(across.x, across.y);
  if (half === 0) return 'turned';
  const roll = Math.abs(Math.atan2(across.y, across.x)) * (180 / Math.PI);
  const yaw = Math.abs(along(eyes, nose, across)) / half;
  const down = { x: -across.y, y: across.x };
  const pitch = along(eyes, nose, down) / along(eyes, mouth, down);
  const facing = roll <= MAX_ROLL && yaw <= MAX_YAW && pitch >= PITCH[0] && pitch <= PITCH[1];
  return facing ? undefined : 'turned';
}

/** How far a point lies from an origin along a direction. */
function along(origin: Point, { x, y }: Point, direction: Point): number {
  const length = Math.hypot(direction.x, direction.y);
  return ((x - origin.x) * direction.x + (y - origin.y) * direction.y) / length;
}

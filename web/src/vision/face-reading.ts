import type { Box, Point } from './geometry';

/** BlazeFace order: image-left eye, image-right eye, nose, mouth, image-left ear, image-right ear. */
export type Keypoints = readonly [Point, Point, Point, Point, Point, Point];

/** What one face shows in one frame. Positions are in pixels of the unmirrored frame. */
export interface FaceReading {
  /** Stable while the face is tracked. */
  readonly id: number;
  readonly box: Box;
  readonly keypoints: Keypoints;
  /** One value an emotion in the manifest's order; they sum to 1. */
  readonly probabilities: readonly number[];
  readonly emotion: string;
  /** The probability of `emotion`. */
  readonly confidence: number;
  /** False where no emotion leads clearly. */
  readonly certain: boolean;
}

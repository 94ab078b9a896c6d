import { iou } from '../image/geometry';
import type { Box, Keypoints, Point } from '../types';

/** A face as the detector sees it. */
export interface Detection {
  readonly box: Box;
  readonly keypoints: Keypoints;
  /** 0..1 */
  readonly score: number;
}

export const INPUT_SIZE = 128;
export const ANCHOR_COUNT = 896;
const VALUES_PER_ANCHOR = 16;
const KEYPOINT_COUNT = 6;
const OVERLAP_OF_ONE_FACE = 0.3;

/**
 * Anchor centres as (x, y) pairs in 0..1, shape [896, 2]: 16x16 cells with two anchors each, then
 * 8x8 with six, row-major.
 *
 * Source: the SSD anchor options of MediaPipe's face_detection_short_range graph.
 */
export const ANCHORS: Float32Array = buildAnchors();

function buildAnchors(): Float32Array {
  const anchors = new Float32Array(ANCHOR_COUNT * 2);
  let at = 0;
  for (const [cells, perCell] of [
    [16, 2],
    [8, 6],
  ] as const) {
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        for (let n = 0; n < perCell; n++) {
          anchors[at++] = (column + 0.5) / cells;
          anchors[at++] = (row + 0.5) / cells;
        }
      }
    }
  }
  return anchors;
}

/**
 * Turns the network's outputs into faces, in units of the input square (0..1).
 *
 * @param regressors - shape [896, 16]: centre, size and six keypoints in input pixels, each
 *   position relative to its anchor.
 * @param logits - shape [896].
 * @param minScore - faces below it are left out.
 */
export function decode(
  regressors: Float32Array,
  logits: Float32Array,
  minScore: number,
): Detection[] {
  const minLogit = Math.log(minScore / (1 - minScore));
  const detections: Detection[] = [];
  for (let i = 0; i < ANCHOR_COUNT; i++) {
    const logit = logits[i] as number;
    if (!(logit >= minLogit)) continue;
    const anchorX = ANCHORS[2 * i] as number;
    const anchorY = ANCHORS[2 * i + 1] as number;
    const at = (n: number) => (regressors[i * VALUES_PER_ANCHOR + n] as number) / INPUT_SIZE;
    const width = at(2);
    const height = at(3);
    if (!(width > 0 && height > 0)) continue;
    const keypoints = Array.from({ length: KEYPOINT_COUNT }, (_, k) => ({
      x: at(4 + 2 * k) + anchorX,
      y: at(5 + 2 * k) + anchorY,
    })) as unknown as Keypoints;
    detections.push({
      box: { x: at(0) + anchorX - width / 2, y: at(1) + anchorY - height / 2, width, height },
      keypoints,
      score: 1 / (1 + Math.exp(-logit)),
    });
  }
  return detections;
}

/**
 * Merges overlapping answers: each face becomes the score-weighted mean of all answers that
 * overlap its best one (the blending of the BlazeFace paper, arXiv:1907.05047, section 3.4).
 */
export function mergeOverlapping(detections: readonly Detection[]): Detection[] {
  const rest = [...detections].sort((a, b) => b.score - a.score);
  const merged: Detection[] = [];
  while (rest.length > 0) {
    const best = rest[0] as Detection;
    const group = rest.filter((other) => isSameFace(best.box, other.box));
    const faces = group.length > 0 ? group : [best];
    merged.push(weightedMean(faces, best.score));
    for (const face of faces) rest.splice(rest.indexOf(face), 1);
  }
  return merged;
}

/** Of detections of several regions, keeps the surest of each face. */
export function keepBest(detections: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const detection of [...detections].sort((a, b) => b.score - a.score)) {
    if (!kept.some((other) => isSameFace(other.box, detection.box))) kept.push(detection);
  }
  return kept;
}

/** Whether two boxes frame one face. */
export function isSameFace(a: Box, b: Box): boolean {
  return iou(a, b) > OVERLAP_OF_ONE_FACE;
}

function weightedMean(detections: readonly Detection[], score: number): Detection {
  const total = detections.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (detection: Detection) => number) =>
    detections.reduce((sum, detection) => sum + detection.score * value(detection), 0) / total;
  const point = (index: number): Point => ({
    x: mean(({ keypoints }) => (keypoints[index] as Point).x),
    y: mean(({ keypoints }) => (keypoints[index] as Point).y),
  });
  return {
    score,
    box: {
      x: mean(({ box }) => box.x),
      y: mean(({ box }) => box.y),
      width: mean(({ box }) => box.width),
      height: mean(({ box }) => box.height),
    },
    keypoints: [point(0), point(1), point(2), point(3), point(4), point(5)],
  };
}

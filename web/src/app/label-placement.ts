import type { Box } from '../vision';
import type { Size } from './overlay-geometry';

/** CSS pixels between a label and what it must not touch. */
const GAP = 6;
/** From the top of a face's box, which lies at the brows, to above the hair: shares of its height. */
const HAIR = 0.45;
/** A better place is taken only where it is free by this much more: labels do not jump. */
const MARGIN = 14;

/** Where a label may go: candidates are named by their index, the best first. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly candidate: number;
}

/**
 * Finds a place for a face's label: above the hair, below the chin, beside the face, and only then
 * on the forehead or on the face itself.
 *
 * @param face - the face's box in the view.
 * @param room - the part of the view where labels may lie: without notches.
 * @param taken - bars, buttons and other labels: no label lies on them.
 * @param others - other faces: labels avoid them where they can.
 * @param previous - the candidate taken last time.
 * @returns undefined where there is no free place.
 */
export function placeLabel(
  face: Box,
  label: Size,
  room: Box,
  taken: readonly Box[],
  others: readonly Box[] = [],
  previous?: number,
): Placement | undefined {
  const candidates = candidatesFor(face, label).map((at) => ({
    x: clamp(at.x, room.x + GAP, room.x + room.width - label.width - GAP),
    y: at.y,
  }));
  const isFree = (index: number, obstacles: readonly Box[], margin: number) => {
    const at = candidates[index] as { x: number; y: number };
    const inside = at.y >= room.y + margin && at.y + label.height <= room.y + room.height - margin;
    return inside && !obstacles.some((other) => overlap({ ...at, ...label }, other, margin));
  };
  for (const obstacles of [[...taken, ...others, face], [...taken, face], taken]) {
    const free = candidates.flatMap((_, index) => (isFree(index, obstacles, 0) ? [index] : []));
    const better = free.find((index) => index === previous || isFree(index, obstacles, MARGIN));
    const candidate = free.includes(previous ?? -1) ? better : free[0];
    const at = candidates[candidate ?? -1];
    if (at && candidate !== undefined) return { ...at, candidate };
  }
  return undefined;
}

function candidatesFor(face: Box, label: Size): readonly { x: number; y: number }[] {
  const middle = face.x + (face.width - label.width) / 2;
  const left = face.x;
  const right = face.x + face.width - label.width;
  const above = face.y - HAIR * face.height - label.height;
  const below = face.y + face.height + GAP + 0.06 * face.height;
  const forehead = face.y - label.height - GAP;
  const beside = face.y + GAP;
  return [
    { x: middle, y: above },
    { x: middle, y: below },
    { x: right, y: above },
    { x: left, y: above },
    { x: right, y: below },
    { x: left, y: below },
    { x: face.x + face.width + GAP, y: beside },
    { x: face.x - label.width - GAP, y: beside },
    { x: middle, y: forehead },
    { x: right, y: forehead },
    { x: left, y: forehead },
    { x: middle, y: face.y + GAP },
    { x: middle, y: face.y + face.height - label.height - GAP },
  ];
}

/** Whether two boxes come closer than a margin. */
export function overlap(a: Box, b: Box, margin = 0): boolean {
  return (
    a.x < b.x + b.width + margin &&
    b.x < a.x + a.width + margin &&
    a.y < b.y + b.height + margin &&
    b.y < a.y + a.height + margin
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}

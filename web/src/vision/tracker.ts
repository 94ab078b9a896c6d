import type { Detection } from './blazeface';
import type { Keypoints } from './face-reading';
import { type Box, centreOf, iou, type Point, sideOf } from './geometry';
import { OneEuroFilter } from './one-euro-filter';

/** Seconds a face may go undetected, behind a hand or another face, and keep its id. */
const MEMORY = 0.6;
/** Pairs that cost more are different faces. */
const MAX_COST = 1.2;
const VELOCITY_TIME_CONSTANT = 0.1;
const MIN_CUTOFF = 1.5;
const BETA = 6;

/** A face over time. */
export interface Track {
  readonly id: number;
  /** As last detected, in frame pixels. */
  readonly detection: Detection;
  /** Steadied for drawing. */
  readonly box: Box;
  readonly keypoints: Keypoints;
  /** Seconds; when it was last detected. */
  readonly seen: number;
}

/** Gives each face an id that stays with it. */
export class Tracker {
  private faces: TrackedFace[] = [];
  private nextId = 1;

  /**
   * @param detections - the faces of this frame, in frame pixels.
   * @param now - seconds; grows from frame to frame.
   * @returns every remembered face; those of this frame have `seen` equal to `now`.
   */
  update(detections: readonly Detection[], now: number): readonly Track[] {
    const unmatched = new Set(detections);
    for (const [face, detection] of match(this.faces, detections, now)) {
      face.update(detection, now);
      unmatched.delete(detection);
    }
    for (const detection of unmatched) {
      this.faces.push(new TrackedFace(this.nextId++, detection, now));
    }
    this.faces = this.faces.filter(({ seen }) => now - seen <= MEMORY);
    return this.faces;
  }

  /** Where each remembered face should be at `now`, the one not seen for longest first. */
  predict(now: number): Box[] {
    return [...this.faces].sort((a, b) => a.seen - b.seen).map((face) => face.predict(now));
  }
}

class TrackedFace implements Track {
  readonly id: number;
  detection: Detection;
  box: Box;
  keypoints: Keypoints;
  seen: number;
  private velocity: Point = { x: 0, y: 0 };
  private readonly filters = Array.from({ length: 16 }, () => new OneEuroFilter(MIN_CUTOFF, BETA));

  constructor(id: number, detection: Detection, now: number) {
    this.id = id;
    this.detection = detection;
    this.box = detection.box;
    this.keypoints = detection.keypoints;
    this.seen = now;
    this.steady(0);
  }

  predict(now: number): Box {
    const { box } = this.detection;
    const elapsed = now - this.seen;
    return {
      ...box,
      x: box.x + this.velocity.x * elapsed,
      y: box.y + this.velocity.y * elapsed,
    };
  }

  update(detection: Detection, now: number): void {
    const elapsed = now - this.seen;
    if (elapsed > 0) {
      const from = centreOf(this.detection.box);
      const to = centreOf(detection.box);
      const weight = 1 - Math.exp(-elapsed / VELOCITY_TIME_CONSTANT);
      this.velocity = {
        x: this.velocity.x + weight * ((to.x - from.x) / elapsed - this.velocity.x),
        y: this.velocity.y + weight * ((to.y - from.y) / elapsed - this.velocity.y),
      };
    }
    this.detection = detection;
    this.seen = now;
    this.steady(elapsed);
  }

  private steady(elapsed: number): void {
    const { box, keypoints } = this.detection;
    const side = sideOf(box);
    let next = 0;
    const filter = (value: number) =>
      (this.filters[next++] as OneEuroFilter).filter(value, elapsed, side);
    const centre = centreOf(box);
    const x = filter(centre.x);
    const y = filter(centre.y);
    const width = filter(box.width);
    const height = filter(box.height);
    this.box = { x: x - width / 2, y: y - height / 2, width, height };
    this.keypoints = keypoints.map((point) => ({
      x: filter(point.x),
      y: filter(point.y),
    })) as unknown as Keypoints;
  }
}

function match(
  faces: readonly TrackedFace[],
  detections: readonly Detection[],
  now: number,
): [TrackedFace, Detection][] {
  const pairs = faces.flatMap((face) => {
    const predicted = face.predict(now);
    return detections.map((detection) => ({
      face,
      detection,
      cost: difference(predicted, detection.box),
    }));
  });
  pairs.sort((a, b) => a.cost - b.cost);
  const used = new Set<TrackedFace | Detection>();
  const matches: [TrackedFace, Detection][] = [];
  for (const { face, detection, cost } of pairs) {
    if (cost > MAX_COST || used.has(face) || used.has(detection)) continue;
    used.add(face).add(detection);
    matches.push([face, detection]);
  }
  return matches;
}

/** 0 for the same box; grows with distance, change of size and lack of overlap. */
function difference(a: Box, b: Box): number {
  const from = centreOf(a);
  const to = centreOf(b);
  const side = (sideOf(a) + sideOf(b)) / 2;
  const distance = Math.hypot(from.x - to.x, from.y - to.y) / side;
  const growth = Math.abs(Math.log(sideOf(a) / sideOf(b)));
  return distance + growth + 0.3 * (1 - iou(a, b));
}

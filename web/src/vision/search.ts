import { around, type Box, type Square } from './geometry';

/** A tracked face is looked for on a square of this many times its box. */
const REGION = 2;
/** Seconds after which each part of the frame is looked at again while faces are tracked. */
const ROUND = 0.25;

/** Decides where to look for faces, so that one frame costs about one run of the detector. */
export class Search {
  private readonly lastLooks: number[] = [];
  private turn = 0;

  /** The square around a face that was there a moment ago, or seems to be there. */
  region(box: Box): Square {
    return around(box, REGION);
  }

  /**
   * Where to look in this frame for faces that are not tracked, if anywhere.
   *
   * @param tracked - whether all faces known are in sight. While one is not, every frame is
   *   searched: the whole of it and one tile, in turn, for the detector misses faces of less than
   *   about an eighth of what it is shown.
   * @param now - seconds.
   */
  square(width: number, height: number, tracked: boolean, now: number): Square | undefined {
    if (!tracked) return this.wideOrClose(width, height);
    // Together they show every newcomer of an eighth of the frame's short side and more. What is
    // larger than their overlap, or smaller than that, is looked for beside them, in turn.
    const halves = tiles(width, height, Math.min(width, height));
    const looks = [...halves, undefined];
    const times = looks.map((_, i) => this.lastLooks[i] ?? Number.NEGATIVE_INFINITY);
    const oldest = times.indexOf(Math.min(...times));
    if (now - (times[oldest] as number) < ROUND) return undefined;
    this.lastLooks[oldest] = now;
    return looks[oldest] ?? this.wideOrClose(width, height);
  }

  private wideOrClose(width: number, height: number): Square {
    const turn = this.turn++;
    if (turn % 2 === 0) return wholeFrame(width, height);
    const close = tiles(width, height, Math.max(width, height) / 2);
    return close[(turn >> 1) % close.length] as Square;
  }
}

/**
 * Whether a face found in a square is all there. Of a face cut off by the square's edge the
 * detector sees another, smaller face; the frame's own edges may cut faces off.
 */
export function isWhole(face: Box, square: Square, width: number, height: number): boolean {
  return (
    (face.x >= square.x || square.x <= 0) &&
    (face.y >= square.y || square.y <= 0) &&
    (face.x + face.width <= square.x + square.side || square.x + square.side >= width) &&
    (face.y + face.height <= square.y + square.side || square.y + square.side >= height)
  );
}

/** The square that holds the whole frame, centred. */
export function wholeFrame(width: number, height: number): Square {
  const side = Math.max(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** Squares of this side that cover the frame and overlap by half or more, row by row. */
export function tiles(width: number, height: number, side: number): Square[] {
  return stops(height, side).flatMap((y) => stops(width, side).map((x) => ({ x, y, side })));
}

/** Where tiles of this side start along a length, at most half a side apart. */
export function stops(length: number, side: number): number[] {
  const room = length - side;
  if (room <= 0) return [room / 2];
  const steps = Math.ceil(room / (side / 2));
  return Array.from({ length: steps + 1 }, (_, i) => (room * i) / steps);
}

import { around, type Box, type Square } from './geometry';

/** A tracked face is looked for on a square of this many times its box. */
const REGION = 2;
/** Seconds between two looks for new faces while others are tracked. */
const NEW_FACE_INTERVAL = 0.2;

/** Decides where to look for faces, so that one frame costs about one run of the detector. */
export class Search {
  private lastLook = Number.NEGATIVE_INFINITY;
  private turn = 0;

  /** The square around a face that was there a moment ago. */
  region(box: Box): Square {
    return around(box, REGION);
  }

  /**
   * Where to look for faces that are not tracked.
   *
   * @param tracked - whether all faces known are in sight. While none is, every frame is searched:
   *   the whole of it and one tile, in turn, for the detector misses faces of less than about an
   *   eighth of what it is shown.
   * @param now - seconds.
   */
  squares(width: number, height: number, tracked: boolean, now: number): Square[] {
    if (!tracked) {
      this.lastLook = now;
      return this.turn++ % 2 === 0
        ? [wholeFrame(width, height)]
        : [tile(width, height, (this.turn - 1) >> 1)];
    }
    if (now - this.lastLook < NEW_FACE_INTERVAL) return [];
    this.lastLook = now;
    const look = this.turn++;
    const whole = wholeFrame(width, height);
    // Small newcomers may take longer to be noticed: a fifth of all work was for them.
    return look % 2 === 0 ? [whole] : [whole, tile(width, height, look >> 1)];
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

/**
 * One of the tiles of half the frame's long side that cover the frame and overlap by half.
 *
 * @param turn - counts up; goes round all tiles.
 */
export function tile(width: number, height: number, turn: number): Square {
  const side = Math.max(width, height) / 2;
  const columns = stops(width, side);
  const rows = stops(height, side);
  const index = turn % (columns.length * rows.length);
  return {
    x: columns[index % columns.length] as number,
    y: rows[Math.floor(index / columns.length)] as number,
    side,
  };
}

/** Where tiles of this side start along a length, at most half a side apart. */
export function stops(length: number, side: number): number[] {
  const room = length - side;
  if (room <= 0) return [room / 2];
  const steps = Math.ceil(room / (side / 2));
  return Array.from({ length: steps + 1 }, (_, i) => (room * i) / steps);
}

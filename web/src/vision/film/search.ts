import { around, type Square } from '../image/geometry';
import { tiles, wholeSquare } from '../image/tiles';
import type { Box } from '../types';

/** A face is looked for on a square of this many times its box. */
const REGION = 2;
/** Seconds in which every newcomer of a common size is looked at, while faces are followed. */
const ROUND = 0.25;
/** The same for the largest newcomers. */
const WHOLE_ROUND = 0.5;
/** The same for the smallest. */
const SMALL_ROUND = 2;
/** While no face is in sight, the whole frame is looked at in one of so many frames. */
const WHOLE_TURN = 5;
/** Pixels; smaller tiles would show faces too small to be read. */
const MIN_TILE = 240;

/** A square to look at again and again. */
interface Look {
  readonly square: Square;
  /** Seconds between two looks. */
  readonly round: number;
  /** Seconds; when it was last looked at. */
  last: number;
}

/** Decides where the detector looks for newcomers: at one square a frame, at most. */
export class Search {
  /** Where to look in turn while all faces are in sight. */
  private looks: readonly Look[] = [];
  private turn = 0;

  /**
   * Where to look in this frame for faces that are not followed, if anywhere.
   *
   * @param inSight - whether faces are followed and all of them are in sight. While one is not,
   *   every frame is searched: the whole of it, and its tiles in turn, for the detector misses faces
   *   of less than about an eighth of what it is shown.
   * @param now - seconds.
   */
  square(width: number, height: number, inSight: boolean, now: number): Square | undefined {
    if (!inSight) {
      this.looks = [];
      return this.nextOfAll(width, height);
    }
    if (this.looks.length === 0) this.looks = looksFrom(now, width, height);
    const overdue = ({ last, round }: Look) => (now - last) / round;
    const next = this.looks.reduce((a, b) => (overdue(b) > overdue(a) ? b : a));
    if (overdue(next) < 1) return undefined;
    next.last = now;
    return next.square;
  }

  private nextOfAll(width: number, height: number): Square {
    const turn = this.turn++;
    if (turn % WHOLE_TURN === 0) return wholeSquare(width, height);
    const tiled = [
      ...commonTiles(width, height),
      ...halfTiles(width, height),
      ...smallTiles(width, height),
    ];
    const number = turn - Math.ceil(turn / WHOLE_TURN);
    return tiled[number % tiled.length] as Square;
  }
}

/** The square around a face that was there a moment ago, or seems to be there. */
export function regionOf(box: Box): Square {
  return around(box, REGION);
}

/** All squares to look at while faces are followed, from `now` on. */
function looksFrom(now: number, width: number, height: number): Look[] {
  // Together they show every newcomer of an eighth of the frame's short side and more. What is
  // larger than their overlap, or smaller than that, is looked for beside them.
  const common = commonTiles(width, height);
  const small = smallTiles(width, height);
  const smallest = small.length > 0 ? small : halfTiles(width, height);
  // The squares of a round take turns, evenly.
  const all = (squares: readonly Square[], round: number): Look[] =>
    squares.map((square, i) => {
      return { square, round, last: now - round * (1 - i / squares.length) };
    });
  return [
    ...all(common, ROUND),
    ...all([wholeSquare(width, height)], WHOLE_ROUND),
    ...all(smallest, SMALL_ROUND),
  ];
}

function commonTiles(width: number, height: number): Square[] {
  return tiles(width, height, Math.min(width, height));
}

function halfTiles(width: number, height: number): Square[] {
  return tiles(width, height, Math.max(width, height) / 2);
}

/** Tiles of a quarter of the frame, where that has enough pixels; they show small faces only. */
function smallTiles(width: number, height: number): Square[] {
  const side = Math.max(width, height) / 4;
  return side < MIN_TILE ? [] : tiles(width, height, side, 0.75 * side);
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

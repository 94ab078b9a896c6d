import type { Square } from './geometry';

/** The square that holds the whole picture, centred. */
export function wholeSquare(width: number, height: number): Square {
  const side = Math.max(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/**
 * Squares of this side that cover a picture, row by row.
 *
 * @param step - how far apart two squares may lie at most.
 */
export function tiles(width: number, height: number, side: number, step = side / 2): Square[] {
  const columns = starts(width, side, step);
  return starts(height, side, step).flatMap((y) => columns.map((x) => ({ x, y, side })));
}

/** Where the tiles start along an axis; one that is shorter than a tile has one, centred. */
function starts(length: number, side: number, step: number): number[] {
  const room = length - side;
  if (room <= 0) return [room / 2];
  const steps = Math.ceil(room / step);
  return Array.from({ length: steps + 1 }, (_, i) => (room * i) / steps);
}

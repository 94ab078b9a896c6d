import { describe, expect, it } from 'vitest';
import type { Box } from '../types';
import type { Square } from './geometry';
import { tiles } from './tiles';

function isInside({ x, y, width, height }: Box, square: Square): boolean {
  const { side } = square;
  return (
    x >= square.x && y >= square.y && x + width <= square.x + side && y + height <= square.y + side
  );
}

describe('tiles', () => {
  it.each([
    [640, 480],
    [480, 640],
    [1280, 720],
    [480, 480],
  ])('cover a frame of %i x %i so that a small face lies whole in one', (width, height) => {
    const squares = tiles(width, height, Math.max(width, height) / 2);
    const side = (squares[0] as Square).side / 3;
    for (let x = 0; x <= width - side; x += 10) {
      for (let y = 0; y <= height - side; y += 10) {
        const face = { x, y, width: side, height: side };
        const whole = squares.some((square) => isInside(face, square));
        expect(whole, `face at ${x}, ${y}`).toBe(true);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { Square } from '../image/geometry';
import { tiles, wholeSquare } from '../image/tiles';
import type { Box } from '../types';
import { isWhole, regionOf, Search } from './search';

const WIDTH = 640;
const HEIGHT = 480;
const FRAME = 1 / 30;

function isInside({ x, y, width, height }: Box, square: Square): boolean {
  const { side } = square;
  return (
    x >= square.x && y >= square.y && x + width <= square.x + side && y + height <= square.y + side
  );
}

describe('Search', () => {
  it('looks for a known face on a square of twice its box', () => {
    const region = regionOf({ x: 100, y: 100, width: 80, height: 100 });
    expect(region).toEqual({ x: 140 - 90, y: 150 - 90, side: 180 });
  });

  it('searches all of a frame, at several scales, in ten frames while it knows no face', () => {
    const search = new Search();
    const looks = Array.from({ length: 10 }, () => search.square(WIDTH, HEIGHT, false, 0));
    const whole = wholeSquare(WIDTH, HEIGHT);
    expect(looks[0]).toEqual(whole);
    expect(looks[5]).toEqual(whole);
    for (const side of [HEIGHT, WIDTH / 2]) {
      for (const tile of tiles(WIDTH, HEIGHT, side)) expect(looks).toContainEqual(tile);
    }
  });

  it.each([
    [640, 480],
    [480, 640],
    [1280, 720],
  ])(
    'shows a newcomer of %i x %i whole within 300 ms while others are in sight',
    (width, height) => {
      const search = new Search();
      const looks = Array.from({ length: 90 }, (_, i) =>
        search.square(width, height, true, i * FRAME),
      );
      const side = Math.min(width, height) / 7;
      for (let x = 0; x <= width - side; x += 20) {
        for (let y = 0; y <= height - side; y += 20) {
          const shown = looks.flatMap((look, i) =>
            look && side >= look.side / 8 && isInside({ x, y, width: side, height: side }, look)
              ? [i * FRAME]
              : [],
          );
          const waits = [...shown, 90 * FRAME].map((time, i) => time - (shown[i - 1] ?? 0));
          expect(Math.max(...waits), `face at ${x}, ${y}`).toBeLessThan(0.3 - FRAME / 2);
        }
      }
    },
  );

  it('looks less than every other frame while others are in sight, and everywhere', () => {
    const search = new Search();
    const looks = Array.from({ length: 300 }, (_, i) =>
      search.square(WIDTH, HEIGHT, true, i * FRAME),
    ).filter((look) => look !== undefined);
    expect(looks.length).toBeLessThan(0.5 * 300);
    expect(looks).toContainEqual(wholeSquare(WIDTH, HEIGHT));
    for (const close of tiles(WIDTH, HEIGHT, WIDTH / 2)) expect(looks).toContainEqual(close);
  });

  it('looks at every part in turn for a camera that gives few frames', () => {
    const search = new Search();
    const looks = Array.from({ length: 16 }, (_, i) => search.square(WIDTH, HEIGHT, true, i / 8));
    expect(looks).not.toContain(undefined);
    for (const common of tiles(WIDTH, HEIGHT, HEIGHT)) {
      expect(
        looks.filter((look) => look?.x === common.x && look.side === HEIGHT).length,
      ).toBeGreaterThan(3);
    }
  });

  it('shows small faces of a large frame whole within 2 s, others in sight or not', () => {
    for (const inSight of [true, false]) {
      const search = new Search();
      const looks = Array.from({ length: 60 }, (_, i) =>
        search.square(1280, 720, inSight, i * FRAME),
      );
      for (let x = 0; x <= 1280 - 54; x += 20) {
        for (let y = 0; y <= 720 - 54; y += 20) {
          const face = { x, y, width: 54, height: 54 };
          const shown = looks.some((look) => look && 54 >= look.side / 8 && isInside(face, look));
          expect(shown, `face at ${x}, ${y}`).toBe(true);
        }
      }
    }
  });
});

describe('isWhole', () => {
  const square = { x: 160, y: 0, side: 320 };
  const at = (x: number, y: number) => ({ x, y, width: 60, height: 60 });

  it.each([
    ['inside', at(200, 100), true],
    ['cut off by the left edge', at(150, 100), false],
    ['cut off by the right edge', at(440, 100), false],
    ['cut off by the bottom edge', at(200, 290), false],
    ['cut off by the frame itself', at(200, -20), true],
  ])('%s', (_, face, whole) => {
    expect(isWhole(face, square, WIDTH, HEIGHT)).toBe(whole);
  });
});

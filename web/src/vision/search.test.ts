import { describe, expect, it } from 'vitest';
import { isWhole, Search, tile, wholeFrame } from './search';

const WIDTH = 640;
const HEIGHT = 480;
const FRAME = 1 / 30;

describe('Search', () => {
  it('looks for a known face on a square of twice its box', () => {
    const region = new Search().region({ x: 100, y: 100, width: 80, height: 100 });
    expect(region).toEqual({ x: 140 - 90, y: 150 - 90, side: 180 });
  });

  it('searches one square a frame while it knows no face, the whole frame every other', () => {
    const search = new Search();
    const whole = wholeFrame(WIDTH, HEIGHT);
    for (let i = 0; i < 12; i++) {
      const squares = search.squares(WIDTH, HEIGHT, false, i * FRAME);
      expect(squares).toHaveLength(1);
      if (i % 2 === 0) expect(squares[0]).toEqual(whole);
      else expect(squares[0]).toEqual(tile(WIDTH, HEIGHT, (i - 1) / 2));
    }
  });

  it('looks for new faces at least every 300 ms while others are in sight', () => {
    const search = new Search();
    const looks: number[] = [];
    for (let i = 0; i < 60; i++) {
      const squares = search.squares(WIDTH, HEIGHT, true, i * FRAME);
      if (squares.length > 0) looks.push(i * FRAME);
    }
    const gaps = looks.slice(1).map((time, i) => time - (looks[i] as number));
    expect(Math.max(...gaps)).toBeLessThan(0.3);
    expect(looks.length).toBeLessThan(15);
  });

  it('sees every tile meanwhile, one at every second look', () => {
    const search = new Search();
    const whole = wholeFrame(WIDTH, HEIGHT);
    const tiles = new Set<string>();
    let previous = 0;
    for (let look = 0; look < 24; look++) {
      const [first, ...others] = search.squares(WIDTH, HEIGHT, true, look);
      expect(first).toEqual(whole);
      expect(others.length + previous).toBeLessThanOrEqual(1);
      previous = others.length;
      for (const square of others) tiles.add(JSON.stringify(square));
    }
    const all = Array.from({ length: 12 }, (_, i) => JSON.stringify(tile(WIDTH, HEIGHT, i)));
    expect(tiles).toEqual(new Set(all));
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

describe('tile', () => {
  it.each([
    [640, 480],
    [480, 640],
    [1280, 720],
    [480, 480],
  ])('covers a frame of %i x %i so that a small face lies whole in one', (width, height) => {
    const tiles = Array.from({ length: 20 }, (_, turn) => tile(width, height, turn));
    const face = (tiles[0] as { side: number }).side / 3;
    for (let x = 0; x <= width - face; x += 10) {
      for (let y = 0; y <= height - face; y += 10) {
        const whole = tiles.some(
          (t) => x >= t.x && y >= t.y && x + face <= t.x + t.side && y + face <= t.y + t.side,
        );
        expect(whole, `face at ${x}, ${y}`).toBe(true);
      }
    }
  });
});

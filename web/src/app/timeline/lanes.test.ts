import { expect, it, vi } from 'vitest';
import { drawLanes, shares } from './lanes';

const moment = (seconds: number, happiness: number, certain = true) => ({
  seconds,
  face: 1,
  probabilities: [1 - happiness, happiness],
  emotion: happiness > 0.5 ? 'happiness' : 'neutral',
  certain,
});

it('shares out the time among what was shown for certain', () => {
  const moments = [moment(0, 0.9), moment(1, 0.8), moment(2, 0.1), moment(3, 0.6, false)];
  expect(shares(moments, ['neutral', 'happiness'])).toEqual([0.25, 0.5]);
  expect(shares([], ['neutral', 'happiness'])).toEqual([0, 0]);
});

it('draws a lane an emotion, and leaves a gap where the face was away', () => {
  const lines: { x: number; y: number }[][] = [];
  class Path {
    readonly points: { x: number; y: number }[] = [];
    moveTo(x: number, y: number) {
      this.points.push({ x, y });
    }
    lineTo(x: number, y: number) {
      this.points.push({ x, y });
    }
  }
  vi.stubGlobal('Path2D', Path);
  const context = {
    canvas: { width: 100, height: 80 },
    clearRect: () => {},
    fillRect: () => {},
    fill: () => {},
    stroke: (path: Path) => lines.push(path.points),
  } as unknown as CanvasRenderingContext2D;
  const times = [0, 0.2, 0.4, 0.6, 5, 5.2, 5.4];
  const moments = times.map((seconds) => moment(seconds, 1));
  drawLanes(context, moments, { from: 0, to: 10 }, ['#111', '#222'], '#ccc');
  vi.unstubAllGlobals();
  // Two stays in each of two lanes.
  expect(lines).toHaveLength(4);
  const [neutral = [], , happiness = [], later = []] = lines;
  expect(Math.max(...neutral.map(({ y }) => y))).toBeLessThan(40);
  expect(Math.min(...happiness.map(({ y }) => y))).toBeGreaterThan(40);
  expect(Math.max(...happiness.map(({ x }) => x))).toBe(6);
  expect(Math.min(...later.map(({ x }) => x))).toBe(50);
});

import { afterEach, expect, it, vi } from 'vitest';
import { drawLane, shares, staysOf, wholeHundredths } from './lanes';
import type { FaceMoment } from './recorder';

const moment = (seconds: number, happiness: number, certain = true): FaceMoment => ({
  kind: 'face',
  time: 1000 * seconds,
  seconds,
  face: 1,
  probabilities: [1 - happiness, happiness],
  emotion: happiness > 0.5 ? 'happiness' : 'neutral',
  certain,
  doubt: undefined,
  box: { x: 0, y: 0, width: 90, height: 90 },
  width: 640,
  height: 480,
  smoothing: 'normal',
});

afterEach(() => vi.unstubAllGlobals());

it('shares out all of the time: among what was shown for certain, and among nothing', () => {
  const moments = [moment(0, 0.9), moment(1, 0.8), moment(2, 0.1), moment(3, 0.6, false)];
  expect(shares(moments, ['neutral', 'happiness'])).toEqual([0.25, 0.5, 0.25]);
  expect(shares([], ['neutral', 'happiness'])).toEqual([0, 0, 0]);
});

it.each([
  [[1 / 3, 1 / 3, 1 / 3], 1],
  [[0.005, 0.005, 0.99], 1],
  [[0.125, 0.125, 0.75], 1],
  [[0.29, 0.71, 0], 1],
  [[0, 0, 0], 0],
])('rounds %j so that all is accounted for', (parts, sum) => {
  const rounded = wholeHundredths(parts);
  expect(rounded.reduce((total, part) => total + part, 0)).toBeCloseTo(sum);
  rounded.forEach((part, i) => {
    expect(Math.abs(part - (parts[i] ?? 0))).toBeLessThan(0.01);
  });
});

it('leaves a gap where the face was away', () => {
  const times = [0, 0.2, 0.4, 0.6, 5, 5.2, 5.4];
  const stays = staysOf(
    times.map((seconds) => moment(seconds, 1)),
    100,
  );
  expect(stays.map((stay) => stay.map(({ seconds }) => seconds))).toEqual([
    [0, 0.2, 0.4, 0.6],
    [5, 5.2, 5.4],
  ]);
});

it('thins out what no screen can show, without cutting a stay in two', () => {
  const long = Array.from({ length: 9000 }, (_, i) => moment(i / 5, 1));
  const stays = staysOf(long, 300);
  expect(stays).toHaveLength(1);
  expect(stays[0]?.length).toBeLessThanOrEqual(600);
});

it('draws a lane from its base to its top, and marks over it', () => {
  const areas: { x: number; y: number }[][] = [];
  const bars: number[][] = [];
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
    canvas: { width: 100, height: 40 },
    clearRect: () => {},
    fillRect: (...bar: number[]) => bars.push(bar),
    fill: () => {},
    stroke: (path: Path) => areas.push(path.points),
  } as unknown as CanvasRenderingContext2D;
  const stays = [[moment(2, 0), moment(4, 1)], [moment(8, 0.5)]];
  const colours = { lane: '#111', line: '#ccc', marker: '#000' };
  drawLane(context, stays, { from: 0, to: 10 }, (m) => m.probabilities[1] ?? 0, [5], colours);
  expect(areas).toHaveLength(2);
  const [first = [], second = []] = areas;
  expect(first.map(({ x }) => x)).toEqual([20, 20, 40, 40]);
  expect(first[1]?.y).toBe(39);
  expect(first[2]?.y).toBe(2);
  expect(second[1]?.y).toBeGreaterThan(2);
  expect(second[1]?.y).toBeLessThan(39);
  expect(bars.at(-1)).toEqual([50, 0, 2, 40]);
});

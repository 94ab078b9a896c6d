import { describe, expect, it } from 'vitest';
import { ExpressionSmoother } from './smoothing';

const LEAD = 0.15;

/** Probabilities of three emotions, the rest shared by five others. */
function answer(...[a, b, c]: [number, number, number]): number[] {
  return [a, b, c, ...Array(5).fill((1 - a - b - c) / 5)];
}

/** A repeatable stand-in for sensor noise, uniform in -1..1 (mulberry32). */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2147483648 - 1;
  };
}

function secondsUntilChange(framesPerSecond: number): number {
  const smoother = new ExpressionSmoother(LEAD);
  for (let i = 0; i < 2 * framesPerSecond; i++) {
    smoother.update(answer(0.9, 0.05, 0), i / framesPerSecond);
  }
  for (let i = 0; i < framesPerSecond; i++) {
    smoother.update(answer(0.05, 0.9, 0), 2 + i / framesPerSecond);
    if (smoother.expression?.emotion === 1) return (i + 1) / framesPerSecond;
  }
  return Number.POSITIVE_INFINITY;
}

/** Label changes a second on a face that hovers between two emotions, under sensor noise. */
function flicker(show: (probabilities: number[], now: number) => string): number {
  const random = noise(1);
  const seconds = 60;
  let changes = 0;
  let shown: string | undefined;
  for (let i = 0; i < 30 * seconds; i++) {
    const a = 0.4 + 0.08 * random();
    const b = 0.4 + 0.08 * random();
    const now = show(answer(a, b, 0), i / 30);
    if (shown !== undefined && now !== shown) changes++;
    shown = now;
  }
  return changes / seconds;
}

describe('ExpressionSmoother', () => {
  it('shows nothing before the first answer and the first answer as it is', () => {
    const smoother = new ExpressionSmoother(LEAD);
    expect(smoother.expression).toBeUndefined();
    smoother.update(answer(0.2, 0.7, 0.1), 5);
    expect(smoother.expression).toMatchObject({ emotion: 1, certain: true });
    expect(smoother.expression?.probabilities).toEqual(answer(0.2, 0.7, 0.1));
  });

  it.each([10, 15, 30, 60])('shows a real change within 250 ms at %i frames a second', (rate) => {
    expect(secondsUntilChange(rate)).toBeLessThanOrEqual(0.25);
  });

  it('hardly flickers on a face that hovers between two emotions', () => {
    const raw = flicker((row) => String(row.indexOf(Math.max(...row))));
    const smoother = new ExpressionSmoother(LEAD);
    const smoothed = flicker((row, now) => {
      smoother.update(row, now);
      return String(smoother.expression?.emotion);
    });
    expect(raw).toBeGreaterThan(10);
    expect(smoothed).toBeLessThan(0.2);
  });

  it('keeps the sum of the probabilities at 1', () => {
    const smoother = new ExpressionSmoother(LEAD);
    for (let i = 0; i < 20; i++) smoother.update(answer(i / 20, 1 - i / 20, 0), i / 30);
    const sum = smoother.expression?.probabilities.reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 9);
  });

  it('is certain from the lead on, and lets go only well below it', () => {
    const smoother = new ExpressionSmoother(LEAD);
    const certainAfter = (a: number, b: number, now: number) => {
      smoother.update(answer(a, b, 0), now);
      return smoother.expression?.certain;
    };
    expect(certainAfter(0.5, 0.36, 0)).toBe(false);
    expect(certainAfter(0.5, 0.34, 10)).toBe(true);
    expect(certainAfter(0.5, 0.4, 20)).toBe(true);
    expect(certainAfter(0.5, 0.42, 30)).toBe(false);
  });
});

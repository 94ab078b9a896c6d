import { describe, expect, it } from 'vitest';
import type { Detection } from './blazeface';
import { Tracker } from './tracker';

function face(x: number, y = 100, side = 100): Detection {
  const box = { x: x - side / 2, y: y - side / 2, width: side, height: side };
  const point = { x, y };
  return { box, score: 0.9, keypoints: [point, point, point, point, point, point] };
}

/** Plays a film: each frame gives faces by name, or none; returns the ids each name ever had. */
function play(
  frames: number,
  rate: number,
  film: (frame: number, seconds: number) => Record<string, Detection>,
): Map<string, Set<number>> {
  const tracker = new Tracker();
  const ids = new Map<string, Set<number>>();
  for (let i = 0; i < frames; i++) {
    const now = i / rate;
    const shown = film(i, now);
    // The order in which the detector reports faces means nothing.
    const order = Object.values(shown).sort(
      (a, b) => ((a.box.x * 7919) % 13) - ((b.box.x * 7919) % 13),
    );
    const tracks = tracker.update(order, now);
    for (const [name, detection] of Object.entries(shown)) {
      const track = tracks.find((track) => track.detection === detection);
      const known = ids.get(name) ?? new Set();
      known.add(track?.id ?? -1);
      ids.set(name, known);
    }
  }
  return ids;
}

describe('Tracker', () => {
  it('keeps the id of a moving face, at 30 and at 8 frames a second', () => {
    for (const rate of [30, 8]) {
      const ids = play(2 * rate, rate, (_, t) => ({ a: face(100 + 200 * t) }));
      expect(ids.get('a')?.size).toBe(1);
    }
  });

  it('keeps ids when another face comes and goes', () => {
    const ids = play(90, 30, (i) => ({
      a: face(100),
      ...(i > 20 && i < 60 ? { b: face(300) } : {}),
      c: face(500),
    }));
    expect([...ids.values()].map((set) => set.size)).toEqual([1, 1, 1]);
    expect(new Set([...ids.values()].flatMap((set) => [...set])).size).toBe(3);
  });

  it.each([15, 30])('keeps ids when two faces cross, at %i frames a second', (rate) => {
    const ids = play(2 * rate, rate, (_, t) => ({
      a: face(100 + 200 * t, 100),
      b: face(500 - 200 * t, 130),
    }));
    expect(ids.get('a')?.size).toBe(1);
    expect(ids.get('b')?.size).toBe(1);
    expect(ids.get('a')).not.toEqual(ids.get('b'));
  });

  it('keeps ids when one face hides the other while they cross', () => {
    const ids = play(60, 30, (_, t) => {
      const a = face(100 + 200 * t);
      const b = face(500 - 200 * t);
      const hidden = Math.abs(a.box.x - b.box.x) < 60;
      return hidden ? { a } : { a, b };
    });
    expect(ids.get('a')?.size).toBe(1);
    expect(ids.get('b')?.size).toBe(1);
  });

  it('remembers a face hidden for half a second, but not for a whole one', () => {
    for (const [hidden, count] of [
      [0.5, 1],
      [1, 2],
    ] as const) {
      const ids = play(
        90,
        30,
        (_, t): Record<string, Detection> => (t > 1 && t < 1 + hidden ? {} : { a: face(200) }),
      );
      expect(ids.get('a')?.size).toBe(count);
    }
  });

  it('names first the face that was not seen for longest', () => {
    const tracker = new Tracker();
    tracker.update([face(100), face(300), face(500)], 0);
    tracker.update([face(100), face(500)], 0.03);
    tracker.update([face(500)], 0.06);
    expect(tracker.predict(0.06).map((box) => box.x + 50)).toEqual([300, 100, 500]);
  });

  it('gives a face far away from a lost one an id of its own', () => {
    const tracker = new Tracker();
    tracker.update([face(100)], 0);
    tracker.update([face(100)], 0.03);
    const tracks = tracker.update([face(400)], 0.06);
    expect(tracks.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('predicts where a steady mover will be', () => {
    const tracker = new Tracker();
    for (let i = 0; i < 30; i++) tracker.update([face(100 + 10 * i)], i / 30);
    const [predicted] = tracker.predict(30 / 30);
    expect((predicted?.x ?? 0) + 50).toBeCloseTo(400, 0);
  });

  it('steadies the drawn box', () => {
    const tracker = new Tracker();
    const drawn: number[] = [];
    for (let i = 0; i < 60; i++) {
      const [track] = tracker.update([face(100 + (i % 2 === 0 ? 1 : -1))], i / 30);
      if (i >= 30) drawn.push(track?.box.x ?? 0);
    }
    expect(Math.max(...drawn) - Math.min(...drawn)).toBeLessThan(0.7);
  });
});

import { describe, expect, it } from 'vitest';
import { iou } from '../image/geometry';
import { FaceFollower } from './face-follower';
import { FakeWorld, faceOf, type Thing, thing } from './fake-world';
import type { Track } from './track';

const RATE = 30;

/** Plays a film for some seconds; returns the faces of each frame that it shows. */
async function play(
  world: FakeWorld,
  seconds: number,
  film: (seconds: number, frame: number) => readonly Thing[],
  { rate = RATE, maxFaces = 6, follower = new FaceFollower(world.detector, world.follow) } = {},
): Promise<Track[][]> {
  const frames: Track[][] = [];
  for (let i = 0; i < seconds * rate; i++) {
    world.things = film(i / rate, i);
    const tracks = await follower.next(world.picture, i / rate, maxFaces);
    // A track changes: what it was in this frame is kept.
    const seen = tracks.filter((track) => track.seen === i / rate);
    frames.push(seen.map((track) => ({ ...track, box: track.box }) as Track));
  }
  return frames;
}

function idsOf(frames: readonly Track[][]): Set<number> {
  return new Set(frames.flatMap((tracks) => tracks.map(({ id }) => id)));
}

/** How well the drawn boxes fit the true ones from the second frame on. */
function overlaps(frames: readonly Track[][], film: (seconds: number) => Thing): number[] {
  return frames.slice(1).map(([track], i) => {
    return track ? iou(track.box, faceOf(film((i + 1) / RATE)).box) : 0;
  });
}

describe('a new face', () => {
  it('is shown in its first frame', async () => {
    const frames = await play(new FakeWorld(), 0.1, () => [thing(300, 200, 120)]);
    expect(frames[0]).toHaveLength(1);
  });

  it('that only the detector sees is never shown', async () => {
    const frames = await play(new FakeWorld(), 1, () => [thing(300, 200, 120, { presence: 0.3 })]);
    expect(frames.flat()).toEqual([]);
  });

  it('of which `follow` is not sure is shown after some frames, with the first number', async () => {
    const frames = await play(new FakeWorld(), 0.2, () => [
      thing(300, 200, 120, { presence: 0.9 }),
    ]);
    expect(frames.map((tracks) => tracks.length)).toEqual([0, 0, 1, 1, 1, 1]);
    expect(idsOf(frames)).toEqual(new Set([1]));
  });

  it('that proved to be none is not looked at closely again and again', async () => {
    const world = new FakeWorld();
    const patch = thing(300, 200, 120, { presence: 0.3, score: 0.4 });
    await play(world, 2, () => [patch]);
    const side = 2 * faceOf(patch).box.width;
    const close = world.looks.filter((square) => Math.abs(square.side - side) < 1);
    expect(close.length).toBeGreaterThanOrEqual(3);
    expect(close.length).toBeLessThanOrEqual(5);
  });

  it('of which `follow` sees nothing costs no close look', async () => {
    const world = new FakeWorld();
    const patch = thing(300, 200, 120, { presence: 0.05 });
    await play(world, 2, () => [patch]);
    const side = 2 * faceOf(patch).box.width;
    expect(world.looks.filter((square) => Math.abs(square.side - side) < 1)).toEqual([]);
  });

  it('of which the detector is not sure is looked at closely before it is shown', async () => {
    const world = new FakeWorld();
    const face = thing(300, 200, 120, { score: 0.4 });
    const [first] = await play(world, 0.02, () => [face]);
    expect(first).toHaveLength(1);
    const side = 2 * faceOf(face).box.width;
    expect(world.looks.filter((square) => Math.abs(square.side - side) < 1)).toHaveLength(1);
  });

  it('of which both networks are sure is looked at closely in its second frame', async () => {
    const world = new FakeWorld();
    const face = thing(300, 200, 120);
    await play(world, 0.1, () => [face]);
    const side = 2 * faceOf(face).box.width;
    const close = world.looks.map((square) => Math.abs(square.side - side) < 1);
    expect(close.slice(0, 2)).toEqual([false, true]);
  });

  it('that proved to be none is shown at once when it turns to the camera', async () => {
    const frames = await play(new FakeWorld(), 1, (_, i) => [
      thing(300, 200, 120, i < 10 ? { presence: 0.3, score: 0.4 } : {}),
    ]);
    expect(frames[9]).toEqual([]);
    expect(frames[12]).toHaveLength(1);
  });

  it('that is upside down is none', async () => {
    const upsideDown = thing(300, 200, 120, { angle: Math.PI });
    expect((await play(new FakeWorld(), 1, () => [upsideDown])).flat()).toEqual([]);
  });

  it.each([
    [5, 5],
    [570, 410],
    [400, 20],
    [60, 200],
  ])('at %i, %i is shown within 300 ms beside a large one, whenever it comes', async (x, y) => {
    for (let arrival = 15; arrival < 24; arrival++) {
      const small = thing(x + 32, y + 32, 74);
      const frames = await play(new FakeWorld(), 1.5, (_, i) => [
        thing(280, 250, 227),
        ...(i >= arrival ? [small] : []),
      ]);
      const shown = frames.findIndex((tracks) => tracks.length === 2);
      expect((shown - arrival) / RATE).toBeLessThan(0.3);
    }
  });

  it.each([
    ['alone', []],
    ['beside another', [thing(300, 300, 227)]],
  ])('of 54 pixels in 1280x720 is shown within 2 s, %s', async (_, others) => {
    for (const [x, y] of [
      [60, 60],
      [640, 360],
      [1230, 680],
      [900, 100],
    ] as const) {
      const world = Object.assign(new FakeWorld(), { width: 1280, height: 720 });
      const frames = await play(world, 2, () => [...others, thing(x, y, 61)]);
      expect(frames.at(-1), `at ${x}, ${y}`).toHaveLength(others.length + 1);
    }
  });
});

describe('a followed face', () => {
  it.each<[string, (t: number) => Thing]>([
    ['pans slowly', (t) => thing(100 + 60 * t, 200, 120)],
    ['pans fast', (t) => thing(60 + 500 * t, 200, 120)],
    ['shakes', (t) => thing(300 + 40 * Math.sin(9 * t), 200 + 25 * Math.cos(7 * t), 120)],
    ['comes nearer', (t) => thing(320, 240, 100 * 2 ** (1.4 * t))],
    ['goes away', (t) => thing(320, 240, 240 * 2 ** (-1.4 * t))],
    ['leans', (t) => thing(320, 240, 140, { angle: 0.8 * Math.sin(4 * t) })],
  ])('keeps its number and its box where it %s', async (_, film) => {
    const world = new FakeWorld();
    const frames = await play(world, 1, (t) => [film(t)]);
    expect(idsOf(frames)).toEqual(new Set([1]));
    const fits = overlaps(frames, film);
    expect(Math.min(...fits)).toBeGreaterThan(0.6);
    expect(fits.reduce((sum, fit) => sum + fit) / fits.length).toBeGreaterThan(0.8);
  });

  it('needs the detector about once a second; the others find newcomers', async () => {
    const world = new FakeWorld();
    const face = thing(300, 200, 120);
    await play(world, 10, () => [face]);
    const side = 2 * faceOf(face).box.width;
    const own = world.looks.filter((square) => Math.abs(square.side - side) < 1);
    expect(own.length).toBeLessThanOrEqual(12);
    expect(world.looks.length).toBeLessThan(0.5 * 10 * RATE);
  });

  it('keeps its size, whatever the detector says of it later', async () => {
    const world = new FakeWorld();
    const frames = await play(world, 8, (t) => {
      world.detectedSize = t < 0.1 ? 1 : 1 + 0.07 * Math.sin(9 * t);
      return [thing(300, 200, 120)];
    });
    const widths = frames.slice(15).map(([track]) => (track as Track).box.width);
    expect(Math.max(...widths) / Math.min(...widths)).toBeLessThan(1.05);
  });

  it('draws a still face still', async () => {
    const world = Object.assign(new FakeWorld(), { noise: 0.02 });
    const frames = await play(world, 4, () => [thing(300, 200, 120)]);
    const steps = frames.slice(15).map(([track], i) => {
      const before = frames[14 + i]?.[0] as Track;
      return Math.abs((track as Track).box.x - before.box.x);
    });
    // The noise is of 2.4 pixels.
    expect(steps.reduce((sum, step) => sum + step) / steps.length).toBeLessThan(1);
  });

  it('that is no longer one is dropped', async () => {
    const frames = await play(new FakeWorld(), 1, (t) => [
      thing(300, 200, 120, { presence: t < 0.5 ? 0.99 : 0.2 }),
    ]);
    expect(frames[14]).toHaveLength(1);
    expect(frames.slice(16).flat()).toEqual([]);
  });

  it('that the detector does not see in three looks is dropped', async () => {
    const frames = await play(new FakeWorld(), 3, (t) => [
      thing(300, 200, 120, { score: t < 0.5 ? 0.9 : 0.05 }),
    ]);
    expect(frames[29]).toHaveLength(1);
    expect(frames.slice(60).flat()).toEqual([]);
  });

  it('that turns upside down is dropped', async () => {
    const frames = await play(new FakeWorld(), 3, (t) => [
      thing(300, 200, 120, { angle: Math.min(Math.PI, 2 * t) }),
    ]);
    expect(frames[20]).toHaveLength(1);
    expect(frames.slice(45).flat()).toEqual([]);
  });
});

describe('numbers', () => {
  it('come back after a hand passed, for up to a second', async () => {
    const frames = await play(new FakeWorld(), 3, (t) => [
      thing(300, 200, 120, t > 1 && t < 2 ? { score: 0.1, presence: 0.1 } : {}),
    ]);
    expect(frames[45]).toEqual([]);
    expect(frames.at(-1)).toHaveLength(1);
    expect(idsOf(frames)).toEqual(new Set([1]));
  });

  it('are new where another face comes elsewhere', async () => {
    const frames = await play(new FakeWorld(), 3, (t) => [
      t < 1 ? thing(150, 150, 120) : thing(480, 300, 120),
    ]);
    expect(frames.at(-1)?.map(({ id }) => id)).toEqual([2]);
  });

  it.each([15, 30])('stay where two faces cross, at %i frames a second', async (rate) => {
    const frames = await play(
      new FakeWorld(),
      2,
      (t) => [thing(100 + 200 * t, 200, 120), thing(500 - 200 * t, 220, 120)],
      { rate },
    );
    const [first, second] = frames[0] as [Track, Track];
    const last = new Map(frames.at(-1)?.map(({ id, frame }) => [id, frame.centre.x]));
    expect([...last.keys()].sort()).toEqual([1, 2]);
    // Each goes on its own way.
    expect(last.get(first.id)).toBeCloseTo(first.frame.centre.x < 300 ? 493 : 107, -2);
    expect(last.get(second.id)).toBeCloseTo(second.frame.centre.x < 300 ? 493 : 107, -2);
  });

  it('stay for 30 s of nearly still faces, though single frames miss one', async () => {
    const world = Object.assign(new FakeWorld(), { noise: 0.02 });
    const places = [thing(120, 140, 100), thing(320, 200, 130), thing(520, 160, 95)];
    const frames = await play(world, 30, (t, i) =>
      places.map(({ frame }, n) =>
        thing(frame.centre.x + 3 * Math.sin(t + n), frame.centre.y, frame.side, {
          ...((i * 7 + n * 13) % 31 === 0 ? { presence: 0.2, score: 0.2 } : {}),
        }),
      ),
    );
    expect(idsOf(frames)).toEqual(new Set([1, 2, 3]));
  });

  it('stay with the larger faces where there are more than are followed', async () => {
    const world = Object.assign(new FakeWorld(), { noise: 0.02 });
    const row = [70, 78, 74, 72].map((side, i) => thing(90 + 150 * i, 200, side));
    const frames = await play(world, 5, () => row, { maxFaces: 2 });
    const last = frames.at(-1)?.map(({ id }) => id);
    expect(last).toHaveLength(2);
    for (const tracks of frames.slice(30)) expect(tracks.map(({ id }) => id)).toEqual(last);
  });
});

describe('odd frames', () => {
  it.each([
    [1, 1],
    [3, 200],
    [2000, 7],
  ])('of %i x %i show nothing, without an error', async (width, height) => {
    const world = Object.assign(new FakeWorld(), { width, height });
    expect((await play(world, 0.5, () => [])).flat()).toEqual([]);
  });

  it('half out of the picture show a face as long as its middle is in it', async () => {
    const frames = await play(new FakeWorld(), 1, (t) => [thing(100 - 200 * t, 200, 120)]);
    expect(frames[10]).toHaveLength(1);
    expect(frames.slice(17).flat()).toEqual([]);
    for (const { box } of frames.flat())
      expect(Object.values(box).every(Number.isFinite)).toBe(true);
  });
});

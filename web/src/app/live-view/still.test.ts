import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Analysis, VisionClient } from '../../vision';
import { FilmClock } from '../live';
import { takeStill } from './still';

const OPTIONS = { smoothing: 'normal', maxFaces: 6, whole: false } as const;
const VIEW = { width: 390, height: 844 };
const video = { readyState: 4, videoWidth: 640, videoHeight: 480 } as HTMLVideoElement;

let open: number;

/** As in browsers, its sides are no properties of its own. */
class Bitmap {
  private readonly part: readonly number[];

  constructor(part: readonly number[]) {
    this.part = part;
  }

  get width() {
    return this.part[2] ?? 640;
  }

  get height() {
    return this.part[3] ?? 480;
  }

  close() {
    open--;
  }
}

beforeEach(() => {
  open = 0;
  held = [];
  clock = new FilmClock();
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
  vi.stubGlobal('createImageBitmap', async (_: unknown, ...part: number[]) => {
    open++;
    return new Bitmap(part);
  });
});
afterEach(() => vi.unstubAllGlobals());

/** Whether the film was held at each reading. */
let held: boolean[];
let clock: FilmClock;

function visionOf(answer: (count: number) => Analysis | undefined) {
  const times: number[] = [];
  const analyse: VisionClient['analyse'] = async (frame, now) => {
    times.push(now);
    held.push(clock.held);
    frame.close();
    return answer(times.length);
  };
  return { times, vision: { analyse } as VisionClient };
}

function analysis(id: number): Analysis {
  const point = { x: 100, y: 100 };
  const keypoints = [point, point, point, point, point, point] as const;
  const box = { x: 100, y: 100, width: 90, height: 90 };
  const face = {
    id,
    box,
    keypoints,
    probabilities: [1],
    emotion: '',
    confidence: 1,
    certain: true,
  };
  const timings = { detect: 0, classify: 0 };
  return { faces: [face], width: 224, height: 480, timings, tensors: 0 };
}

it('reads the very frame that it keeps, until boxes have arrived, and ahead of the film', async () => {
  const { times, vision } = visionOf(analysis);
  const still = await takeStill(video, vision, OPTIONS, VIEW, clock);
  expect(still?.image.width).toBe(640);
  expect(still?.sight).toMatchObject({ width: 640, height: 480 });
  expect(times.length).toBeGreaterThan(1);
  expect(still?.sight.faces[0]?.id).toBe(times.length);
  // What can be seen lies in the middle of the film.
  expect(still?.sight.faces[0]?.box.x).toBe(308);
  expect(open).toBe(1);
  expect(clock.at(performance.now() / 1000)).toBeGreaterThan(times.at(-1) as number);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  // No frame of the film comes in between.
  expect(new Set(held)).toEqual(new Set([true]));
  expect(clock.held).toBe(false);
});

it('keeps no picture of a film without a frame, and none that could not be read', async () => {
  const { vision } = visionOf(() => undefined);
  const dark = { ...video, readyState: 1 } as HTMLVideoElement;
  expect(await takeStill(dark, vision, OPTIONS, VIEW, clock)).toBeUndefined();
  expect(await takeStill(video, vision, OPTIONS, VIEW, clock)).toBeUndefined();
  expect(open).toBe(0);
  const broken = visionOf(() => {
    throw new Error('lost');
  });
  await expect(takeStill(video, broken.vision, OPTIONS, VIEW, clock)).rejects.toThrow('lost');
  expect(clock.held).toBe(false);
  expect(open).toBe(0);
});

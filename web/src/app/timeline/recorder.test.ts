import { expect, it, vi } from 'vitest';
import type { SeenFace } from '../doubt';
import type { Sight } from '../overlay';
import { type AnyMoment, Recorder } from './recorder';

const START = Date.UTC(2026, 0, 2, 3, 4, 5);

function sight(...ids: number[]): Sight {
  const faces = ids.map((id): SeenFace => {
    const point = { x: 0, y: 0 };
    const keypoints = [point, point, point, point, point, point] as const;
    const box = { x: 10 * id, y: 20, width: 90, height: 95 };
    const probabilities = [0.9, 0.1];
    return {
      id,
      box,
      keypoints,
      probabilities,
      emotion: 'neutral',
      confidence: 0.9,
      certain: true,
    };
  });
  return { faces, width: 640, height: 480 };
}

function recording(): Recorder {
  const recorder = new Recorder();
  recorder.start();
  return recorder;
}

const facesOf = (moments: readonly AnyMoment[]) =>
  moments.flatMap((moment) => (moment.kind === 'face' ? [moment] : []));

it('takes nothing in before it is started, and nothing after it is stopped', () => {
  const recorder = new Recorder();
  recorder.add(sight(1), 'normal', START);
  recorder.mark(START);
  expect(recorder.all).toEqual([]);
  recorder.start();
  recorder.add(sight(1), 'normal', START + 1000);
  recorder.stop();
  recorder.add(sight(1), 'normal', START + 2000);
  recorder.mark(START + 2000);
  expect(recorder.all.map(({ time }) => time)).toEqual([START + 1000]);
  expect(recorder.isRecording()).toBe(false);
});

it('takes five readings a second of each face, however fast they come', () => {
  const recorder = recording();
  for (let frame = 0; frame <= 60; frame++) {
    recorder.add(sight(1, 2), 'normal', START + (1000 * frame) / 30);
  }
  const ones = facesOf(recorder.all).filter((moment) => moment.face === 1);
  expect(ones.length).toBeGreaterThanOrEqual(9);
  expect(ones.length).toBeLessThanOrEqual(11);
  expect(recorder.all).toHaveLength(2 * ones.length);
  expect(ones[0]?.seconds).toBe(0);
  expect(ones.at(-1)?.seconds).toBeCloseTo(2, 0);
});

it('keeps what an export needs, moments without a face, and marks', () => {
  const recorder = recording();
  recorder.add(sight(3), 'strong', START);
  recorder.add(sight(), 'strong', START + 300);
  recorder.mark(START + 400);
  recorder.mark(START + 500);
  expect(recorder.all).toMatchObject([
    {
      kind: 'face',
      face: 3,
      time: START,
      box: { x: 30, y: 20, width: 90, height: 95 },
      width: 640,
      height: 480,
      smoothing: 'strong',
    },
    { kind: 'empty', seconds: 0.3 },
    { kind: 'marker', number: 1 },
    { kind: 'marker', number: 2 },
  ]);
});

it('keeps half an hour of six faces, and forgets what is older', () => {
  const recorder = recording();
  const six = sight(1, 2, 3, 4, 5, 6);
  for (let second = 0; second <= 29 * 60; second++) recorder.add(six, 'off', START + 1000 * second);
  expect(recorder.all).toHaveLength(6 * (29 * 60 + 1));
  for (let minute = 30; minute < 90; minute++) recorder.add(six, 'off', START + 60_000 * minute);
  const [first] = recorder.all;
  const last = recorder.all.at(-1);
  if (!first || !last) throw new Error('nothing was kept');
  expect(last.seconds - first.seconds).toBeGreaterThanOrEqual(30 * 60);
  expect(last.seconds - first.seconds).toBeLessThanOrEqual(31 * 60);
});

it('brings back what was cleared, until a new recording starts', () => {
  const recorder = recording();
  recorder.add(sight(1), 'normal', START);
  recorder.clear();
  expect(recorder.all).toEqual([]);
  recorder.add(sight(2), 'normal', START + 1000);
  recorder.restore();
  expect(facesOf(recorder.all).map(({ face }) => face)).toEqual([1, 2]);
  recorder.clear();
  expect(recorder.canRestore).toBe(true);
  recorder.start();
  expect(recorder.canRestore).toBe(false);
});

it('tells when it starts, stops and forgets', () => {
  const recorder = new Recorder();
  const told = vi.fn();
  const end = recorder.subscribe(told);
  recorder.start();
  recorder.stop();
  recorder.stop();
  recorder.clear();
  expect(told).toHaveBeenCalledTimes(3);
  end();
  recorder.start();
  expect(told).toHaveBeenCalledTimes(3);
});

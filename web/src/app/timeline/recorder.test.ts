import { expect, it } from 'vitest';
import type { FaceReading } from '../../vision/face-reading';
import { Recorder } from './recorder';

function face(id: number): FaceReading {
  const probabilities = [0.9, 0.1, 0, 0, 0, 0, 0, 0];
  return { id, probabilities, emotion: 'neutral', certain: true } as unknown as FaceReading;
}

it('takes five readings a second of each face, however fast they come', () => {
  const recorder = new Recorder();
  for (let frame = 0; frame <= 60; frame++) recorder.add([face(1), face(2)], 100 + frame / 30);
  const ones = recorder.all.filter((moment) => moment.face === 1);
  expect(ones.length).toBeGreaterThanOrEqual(9);
  expect(ones.length).toBeLessThanOrEqual(11);
  expect(recorder.all).toHaveLength(2 * ones.length);
  expect(ones[0]?.seconds).toBe(0);
  expect(ones.at(-1)?.seconds).toBeCloseTo(2, 0);
});

it('never keeps more than its capacity, and forgets the oldest first', () => {
  const recorder = new Recorder(100);
  for (let second = 0; second < 500; second++) {
    recorder.add([face(1)], second);
    expect(recorder.all.length).toBeLessThanOrEqual(100);
  }
  expect(recorder.all.at(-1)?.seconds).toBe(499);
  expect(recorder.all.length).toBeGreaterThanOrEqual(89);
});

it('takes nothing in while paused and forgets on demand', () => {
  const recorder = new Recorder();
  recorder.add([face(1)], 0);
  recorder.paused = true;
  recorder.add([face(1)], 1);
  expect(recorder.all).toHaveLength(1);
  recorder.clear();
  expect(recorder.all).toHaveLength(0);
  recorder.paused = false;
  recorder.add([face(1)], 2);
  expect(recorder.all.map(({ seconds }) => seconds)).toEqual([2]);
});

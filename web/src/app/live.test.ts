import { expect, it } from 'vitest';
import type { Analysis, Keypoints } from '../vision';
import { FilmClock, inFilm } from './live';

const keypoints = [
  { x: 30, y: 40 },
  { x: 70, y: 40 },
  { x: 50, y: 60 },
  { x: 50, y: 80 },
  { x: 10, y: 50 },
  { x: 90, y: 50 },
] as unknown as Keypoints;

const analysis: Analysis = {
  faces: [
    {
      ...{ id: 1, keypoints, probabilities: [1], emotion: '', confidence: 1, certain: true },
      box: { x: 10, y: 20, width: 80, height: 90 },
    },
  ],
  width: 220,
  height: 480,
  timings: { detect: 0, classify: 0 },
  tensors: 0,
};

it('finds the places in the film of what was seen in its middle', () => {
  const part = { x: 210, y: 0, width: 220, height: 480 };
  const { faces, width, height } = inFilm(analysis, part, { width: 640, height: 480 });
  expect({ width, height }).toEqual({ width: 640, height: 480 });
  expect(faces[0]?.box).toEqual({ x: 220, y: 20, width: 80, height: 90 });
  expect(faces[0]?.keypoints[0]).toEqual({ x: 240, y: 40 });
});

it('finds them where the frame that was read had fewer pixels', () => {
  const part = { x: 420, y: 0, width: 440, height: 960 };
  const { faces } = inFilm(analysis, part, { width: 1280, height: 960 });
  expect(faces[0]?.box).toEqual({ x: 440, y: 40, width: 160, height: 180 });
});

it('keeps a time that can only be put forward', () => {
  const clock = new FilmClock();
  clock.skip(0.5);
  clock.skip(0.25);
  expect(clock.at(3)).toBe(3.75);
});

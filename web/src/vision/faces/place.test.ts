import { describe, expect, it } from 'vitest';
import vectors from '../../../../tests/vectors/place.json';
import { type Crop, cropOfFrame } from './alignment';
import { frameAt } from './place';

function expectSame(crop: Crop, expected: Crop) {
  expect(crop.centre.x).toBeCloseTo(expected.centre.x, 6);
  expect(crop.centre.y).toBeCloseTo(expected.centre.y, 6);
  expect(crop.side).toBeCloseTo(expected.side, 6);
  expect(crop.angle).toBeCloseTo(expected.angle, 6);
}

describe.each(vectors.cases)('place in the crop $given', ({ given, place, frame, next }) => {
  it('leads to the frame that Python has', () => {
    expectSame(frameAt(given, place), frame);
  });

  it('and to the same next crop', () => {
    expectSame(cropOfFrame(frame, vectors.alignment), next);
  });
});

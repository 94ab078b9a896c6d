import { describe, expect, it } from 'vitest';
import type { FaceReading, Keypoints, Point } from '../vision';
import { see } from './doubt';

/** Places on a head, in its radii: to the right, down, and out of the face. */
const HEAD: readonly (readonly [number, number, number])[] = [
  [-0.42, -0.3, 0.82],
  [0.42, -0.3, 0.82],
  [0, 0.1, 1.15],
  [0, 0.5, 0.9],
  [-0.95, 0, 0],
  [0.95, 0, 0],
];

const RADIANS = Math.PI / 180;

function turn([x, y]: readonly [number, number], degrees: number): [number, number] {
  const [sin, cos] = [Math.sin(degrees * RADIANS), Math.cos(degrees * RADIANS)];
  return [x * cos - y * sin, x * sin + y * cos];
}

/** A head seen from afar. */
function face({ yaw = 0, pitch = 0, roll = 0, side = 100 }): FaceReading {
  const keypoints = HEAD.map(([right, down, out]): Point => {
    const [across, depth] = turn([right, out], -yaw);
    const [below] = turn([down, depth], pitch);
    const [x, y] = turn([across, below], roll);
    return { x: 200 + 60 * x, y: 200 + 60 * y };
  }) as unknown as Keypoints;
  const box = { x: 150, y: 150, width: side, height: side };
  const probabilities = [0.05, 0.95];
  const emotion = 'happiness';
  return { id: 1, box, keypoints, probabilities, emotion, confidence: 0.95, certain: true };
}

describe('a face is read as it is', () => {
  it.each([
    {},
    { yaw: 30 },
    { yaw: -30 },
    { pitch: 20 },
    { pitch: -20 },
    { roll: 40 },
    { side: 30 },
    { yaw: 20, roll: -30 },
  ])('%j', (pose) => {
    expect(see(face(pose))).toEqual(face(pose));
  });
});

describe('a face is not named', () => {
  it.each([
    [{ side: 18 }, 'small'],
    [{ yaw: 65 }, 'turned'],
    [{ yaw: -65 }, 'turned'],
    [{ yaw: 85 }, 'turned'],
    [{ pitch: 60 }, 'turned'],
    [{ pitch: -60 }, 'turned'],
    [{ roll: 90 }, 'turned'],
    [{ roll: 180 }, 'turned'],
    [{ yaw: 65, roll: 30 }, 'turned'],
  ] as const)('%j: %s', (pose, doubt) => {
    expect(see(face(pose))).toMatchObject({ certain: false, doubt });
  });
});

it('copes with keypoints in one place', () => {
  const point = { x: 5, y: 5 };
  const keypoints = Array(6).fill(point) as unknown as Keypoints;
  expect(see({ ...face({}), keypoints })).toMatchObject({ certain: false, doubt: 'turned' });
});

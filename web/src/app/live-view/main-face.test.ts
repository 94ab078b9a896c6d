import { expect, it } from 'vitest';
import type { FaceReading } from '../../vision/face-reading';
import { mainFace } from './main-face';

function face(id: number, side: number): FaceReading {
  return { id, box: { x: 0, y: 0, width: side, height: side } } as FaceReading;
}

it('is the largest face', () => {
  expect(mainFace([face(1, 90), face(2, 120), face(3, 100)], undefined)?.id).toBe(2);
  expect(mainFace([], 1)).toBeUndefined();
});

it('does not jump between two faces of nearly one size', () => {
  expect(mainFace([face(1, 100), face(2, 110)], 1)?.id).toBe(1);
  expect(mainFace([face(1, 100), face(2, 130)], 1)?.id).toBe(2);
});

it('moves on when the main face has left', () => {
  expect(mainFace([face(2, 40), face(3, 30)], 1)?.id).toBe(2);
});

import { expect, it } from 'vitest';
import type { Doubt, SeenFace } from '../doubt';
import { mainFace } from './main-face';

function face(id: number, side: number, doubt?: Doubt): SeenFace {
  return { id, box: { x: 0, y: 0, width: side, height: side }, doubt } as SeenFace;
}

it('is the largest face', () => {
  expect(mainFace([face(1, 90), face(2, 120), face(3, 100)], undefined, undefined)?.id).toBe(2);
  expect(mainFace([], 1, 1)).toBeUndefined();
});

it('is one that can be read, where there is one', () => {
  expect(mainFace([face(1, 200, 'turned'), face(2, 60)], 1, undefined)?.id).toBe(2);
  expect(mainFace([face(1, 200, 'turned'), face(2, 20, 'small')], 2, undefined)?.id).toBe(1);
});

it('is the chosen one while that is in view', () => {
  const faces = [face(1, 200), face(2, 60), face(3, 20, 'small')];
  expect(mainFace(faces, 1, 3)?.id).toBe(3);
  expect(mainFace(faces, 1, 4)?.id).toBe(1);
});

it('does not jump between two faces of nearly one size', () => {
  expect(mainFace([face(1, 100), face(2, 110)], 1, undefined)?.id).toBe(1);
  expect(mainFace([face(1, 100), face(2, 130)], 1, undefined)?.id).toBe(2);
});

it('moves on when the main face has left', () => {
  expect(mainFace([face(2, 40), face(3, 30)], 1, undefined)?.id).toBe(2);
});

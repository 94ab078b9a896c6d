import { describe, expect, it } from 'vitest';
import type { Box } from '../types';
import type { Detection } from './blazeface';
import { ANCHOR_COUNT, ANCHORS, decode, keepBest, mergeOverlapping } from './blazeface';

function detection(box: Box, score: number): Detection {
  const point = { x: box.x, y: box.y };
  return { box, score, keypoints: [point, point, point, point, point, point] };
}

function outputs(): { regressors: Float32Array; logits: Float32Array } {
  return {
    regressors: new Float32Array(ANCHOR_COUNT * 16),
    logits: new Float32Array(ANCHOR_COUNT).fill(-20),
  };
}

describe('anchors', () => {
  it('are two in each of 16x16 cells, then six in each of 8x8, row-major', () => {
    const anchor = (index: number) => [ANCHORS[2 * index], ANCHORS[2 * index + 1]];
    expect(ANCHORS).toHaveLength(2 * ANCHOR_COUNT);
    expect(anchor(0)).toEqual([0.5 / 16, 0.5 / 16]);
    expect(anchor(1)).toEqual(anchor(0));
    expect(anchor(2)).toEqual([1.5 / 16, 0.5 / 16]);
    expect(anchor(32)).toEqual([0.5 / 16, 1.5 / 16]);
    expect(anchor(511)).toEqual([15.5 / 16, 15.5 / 16]);
    expect(anchor(512)).toEqual([0.5 / 8, 0.5 / 8]);
    expect(anchor(895)).toEqual([7.5 / 8, 7.5 / 8]);
  });
});

describe('decode', () => {
  it('reads box and keypoints relative to the anchor, in units of the input', () => {
    const { regressors, logits } = outputs();
    const at = 2 * (16 * 4 + 8);
    logits[at] = Math.log(9);
    regressors.set([12.8, -6.4, 32, 64, -12.8, -12.8, 12.8, -12.8], at * 16);
    const [face, ...others] = decode(regressors, logits, 0.5);
    expect(others).toEqual([]);
    const centre = { x: 8.5 / 16, y: 4.5 / 16 };
    expect(face?.score).toBeCloseTo(0.9, 5);
    expect(face?.box.x).toBeCloseTo(centre.x + 0.1 - 0.125, 5);
    expect(face?.box.y).toBeCloseTo(centre.y - 0.05 - 0.25, 5);
    expect(face?.box.width).toBeCloseTo(0.25, 5);
    expect(face?.box.height).toBeCloseTo(0.5, 5);
    expect(face?.keypoints[0].x).toBeCloseTo(centre.x - 0.1, 5);
    expect(face?.keypoints[1].x).toBeCloseTo(centre.x + 0.1, 5);
    expect(face?.keypoints[2].y).toBeCloseTo(centre.y, 5);
  });

  it('leaves out what scores less than asked, NaN and boxes of no size', () => {
    const { regressors, logits } = outputs();
    logits[0] = Math.log(0.49 / 0.51);
    logits[1] = Number.NaN;
    logits[2] = 5;
    logits[3] = Math.log(0.51 / 0.49);
    for (const index of [0, 1, 3]) regressors.set([0, 0, 30, 30], index * 16);
    expect(decode(regressors, logits, 0.5).map(({ score }) => score)).toEqual([
      expect.closeTo(0.51, 5),
    ]);
  });
});

describe('mergeOverlapping', () => {
  it('means the answers for one face by score and keeps the best score', () => {
    const merged = mergeOverlapping([
      detection({ x: 0, y: 0, width: 10, height: 10 }, 0.6),
      detection({ x: 2, y: 0, width: 10, height: 10 }, 0.9),
      detection({ x: 50, y: 50, width: 10, height: 10 }, 0.7),
    ]);
    expect(merged.map(({ score }) => score)).toEqual([0.9, 0.7]);
    expect(merged[0]?.box.x).toBeCloseTo((0.9 * 2) / 1.5, 6);
    expect(merged[0]?.keypoints[5].x).toBeCloseTo((0.9 * 2) / 1.5, 6);
    expect(merged[1]?.box.x).toBeCloseTo(50, 6);
  });

  it('finds no face in nothing', () => {
    expect(mergeOverlapping([])).toEqual([]);
  });
});

describe('keepBest', () => {
  it('keeps the surest of a face that two regions saw, unblended', () => {
    const sure = detection({ x: 0, y: 0, width: 10, height: 10 }, 0.9);
    const unsure = detection({ x: 1, y: 1, width: 10, height: 10 }, 0.6);
    const other = detection({ x: 30, y: 0, width: 10, height: 10 }, 0.7);
    expect(keepBest([unsure, sure, other])).toEqual([sure, other]);
  });
});

import type { Box, Point } from '../types';

/** A square in frame pixels. It may reach outside the frame. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Intersection over union of two boxes, 0..1. */
export function iou(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (a.width * a.height + b.width * b.height - intersection);
}

/** The middle of a box. */
export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The mean of a box's width and height. */
export function sideOf(box: Box): number {
  return (box.width + box.height) / 2;
}

/** The square around a box's middle whose side is so many times the box's. */
export function around(box: Box, scale: number): Square {
  const side = scale * sideOf(box);
  const { x, y } = centreOf(box);
  return { x: x - side / 2, y: y - side / 2, side };
}

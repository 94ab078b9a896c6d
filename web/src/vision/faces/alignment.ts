import { type Square, sideOf } from '../image/geometry';
import type { Alignment } from '../manifest.generated';
import type { Box, Keypoints, Point } from '../types';

/** Where a face is, in pixels of its picture. */
export interface Face {
  readonly box: Box;
  readonly keypoints: Keypoints;
}

/** A square of a picture, turned: what the networks are shown of a face. */
export interface Crop {
  readonly centre: Point;
  /** Side in pixels of the picture. */
  readonly side: number;
  /** Clockwise on the picture, radians. */
  readonly angle: number;
}

/** The crop of a detected face: similar to the crops that the networks were trained on. */
export function cropOf({ box, keypoints }: Face, alignment: Alignment): Crop {
  const angle = lessDeadZone(rollOf(keypoints), alignment);
  const shift = alignment.centreShift * sideOf(box);
  const mean = (of: (point: Point) => number) =>
    keypoints.reduce((sum, point) => sum + of(point), 0) / keypoints.length;
  return {
    centre: {
      x: mean((point) => point.x) - Math.sin(angle) * shift,
      y: mean((point) => point.y) + Math.cos(angle) * shift,
    },
    side: alignment.side * sideOf(box),
    angle,
  };
}

/** The frame of a detected face: its crop, turned by the whole roll of the eyes' line. */
export function frameOf(face: Face, alignment: Alignment): Crop {
  return { ...cropOf(face, alignment), angle: rollOf(face.keypoints) };
}

/** The crop that the networks are shown of a frame: a small roll is left as it is. */
export function cropOfFrame(frame: Crop, alignment: Alignment): Crop {
  return { ...frame, angle: lessDeadZone(frame.angle, alignment) };
}

/** The upright square that holds every pixel `sampleFace` reads for this crop. */
export function reach({ centre, side, angle }: Crop): Square {
  const reached = side * (Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle))) + 2;
  return { x: centre.x - reached / 2, y: centre.y - reached / 2, side: reached };
}

/** Whether a face is rolled by at most a quarter turn. */
export function isUpright(keypoints: Keypoints): boolean {
  return Math.abs(rollOf(keypoints)) <= Math.PI / 2;
}

/** The angle of the line between the eyes; clockwise on the picture, radians. */
function rollOf([leftEye, rightEye]: Keypoints): number {
  return Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x);
}

function lessDeadZone(angle: number, { rollDeadZoneDegrees }: Alignment): number {
  const deadZone = (rollDeadZoneDegrees * Math.PI) / 180;
  return Math.sign(angle) * Math.max(0, Math.abs(angle) - deadZone);
}

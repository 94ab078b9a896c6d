import type { Crop, Face } from '../faces/alignment';
import type { Keypoints, Point } from '../types';

/** A face's box and keypoints, as seen from its frame: in frame sides, from the frame's centre. */
export interface FaceShape {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  readonly keypoints: Keypoints;
}

/** The shape of a face that has this frame. */
export function shapeOf({ box, keypoints }: Face, frame: Crop): FaceShape {
  const cos = Math.cos(frame.angle) / frame.side;
  const sin = Math.sin(frame.angle) / frame.side;
  const toFrame = ({ x, y }: Point): Point => {
    const right = x - frame.centre.x;
    const down = y - frame.centre.y;
    return { x: right * cos + down * sin, y: down * cos - right * sin };
  };
  return {
    centre: toFrame({ x: box.x + box.width / 2, y: box.y + box.height / 2 }),
    width: box.width / frame.side,
    height: box.height / frame.side,
    keypoints: each(keypoints, toFrame),
  };
}

/** The face of this shape in a frame. */
export function faceIn(frame: Crop, shape: FaceShape): Face {
  const cos = Math.cos(frame.angle) * frame.side;
  const sin = Math.sin(frame.angle) * frame.side;
  const toPicture = ({ x, y }: Point): Point => ({
    x: frame.centre.x + x * cos - y * sin,
    y: frame.centre.y + x * sin + y * cos,
  });
  const centre = toPicture(shape.centre);
  const width = shape.width * frame.side;
  const height = shape.height * frame.side;
  return {
    box: { x: centre.x - width / 2, y: centre.y - height / 2, width, height },
    keypoints: each(shape.keypoints, toPicture),
  };
}

/** A shape between two: `weight` is that of the second, 0..1. */
export function mixShapes(a: FaceShape, b: FaceShape, weight: number): FaceShape {
  const mix = (from: number, to: number) => from + weight * (to - from);
  const mixPoints = (from: Point, to: Point) => ({ x: mix(from.x, to.x), y: mix(from.y, to.y) });
  return {
    centre: mixPoints(a.centre, b.centre),
    width: mix(a.width, b.width),
    height: mix(a.height, b.height),
    keypoints: each(a.keypoints, (point, i) => mixPoints(point, b.keypoints[i] as Point)),
  };
}

function each(keypoints: Keypoints, change: (point: Point, index: number) => Point): Keypoints {
  return keypoints.map(change) as unknown as Keypoints;
}

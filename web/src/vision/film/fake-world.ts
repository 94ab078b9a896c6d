import { expect } from 'vitest';
import type { Crop, Face } from '../faces/alignment';
import type { Detection } from '../faces/blazeface';
import type { Detector } from '../faces/detector';
import type { Follow, Judgement } from '../faces/follow';
import type { Square } from '../image/geometry';
import type { PixelSource } from '../image/raster';
import type { Keypoints } from '../types';
import { faceIn } from './face-shape';

const ALIGNMENT = { centreShift: 0, side: 1.135, rollDeadZoneDegrees: 10 };
/** Keypoints and box of an upright face in its frame, in frame sides; their mean is the centre. */
const SHAPE = {
  centre: { x: 0, y: 0 },
  width: 1 / ALIGNMENT.side,
  height: 1 / ALIGNMENT.side,
  keypoints: [
    { x: -0.18, y: -0.16 },
    { x: 0.18, y: -0.16 },
    { x: 0, y: 0.06 },
    { x: 0, y: 0.24 },
    { x: -0.34, y: 0.01 },
    { x: 0.34, y: 0.01 },
  ] as unknown as Keypoints,
};
const SIZE = 4;

/** Something in the fake picture. Later ones lie in front of earlier ones. */
export interface Thing {
  readonly frame: Crop;
  /** The detector's score; .9 where absent. */
  readonly score?: number;
  /** What `follow` says of a crop in its place; .99 where absent. */
  readonly presence?: number;
}

/** A thing at a place, upright unless told. */
export function thing(x: number, y: number, side: number, more: Partial<Thing & Crop> = {}): Thing {
  const { angle = 0, ...rest } = more;
  return { frame: { centre: { x, y }, side, angle }, ...rest };
}

/** The face of a thing, as a detector without noise sees it. */
export function faceOf({ frame }: Thing): Face {
  return faceIn(frame, SHAPE);
}

/**
 * For tests: a picture of things with the networks that see them. The detector sees what is whole
 * in its square, and at least an eighth of it. `follow` sees the thing in front that is nearest to
 * the middle of a crop.
 */
export class FakeWorld {
  things: readonly Thing[] = [];
  width = 640;
  height = 480;
  /** Standard deviation of all places, in sides. */
  noise = 0;
  /** How large the detector sees faces, in their true size. */
  detectedSize = 1;
  readonly looks: Square[] = [];
  private seed = 1;

  get picture(): PixelSource {
    const { width, height } = this;
    const read = () => expect.unreachable('the fake networks read no pixels');
    return { width, height, read };
  }

  get detector(): Detector {
    const detect = async (_: unknown, square: Square, minScore: number): Promise<Detection[]> => {
      this.looks.push(square);
      return this.things.flatMap((thing) => {
        const { score = 0.9, frame } = thing;
        const noisy = { ...frame, centre: this.blur(frame) };
        const size = this.detectedSize;
        const seen = { ...SHAPE, width: size * SHAPE.width, height: size * SHAPE.height };
        const face = faceIn(noisy, seen);
        return score >= minScore && isIn(face, square) ? [{ ...face, score }] : [];
      });
    };
    return { detect } as unknown as Detector;
  }

  get follow(): Follow {
    const judge = async (_: unknown, crops: readonly Crop[]): Promise<Judgement[]> =>
      crops.map((crop) => this.judge(crop));
    return { size: SIZE, manifest: { alignment: ALIGNMENT }, judge } as unknown as Follow;
  }

  private judge(crop: Crop): Judgement {
    const luma = new Float32Array(SIZE * SIZE);
    const nothing = { right: 0, down: 0, growth: 0, turn: 0 };
    const [nearest] = this.things
      .map((thing, i) => ({ thing, place: this.placeOf(thing.frame, crop), i }))
      .filter(({ place }) => isSeen(place))
      // Of two in the same place, the one in front is seen.
      .sort((a, b) => nearness(a.place) - nearness(b.place) || b.i - a.i);
    if (!nearest) return { crop, luma, presence: 0.01, place: nothing };
    const hiding = this.things.slice(nearest.i + 1).find(({ frame }) => {
      const { x, y } = nearest.thing.frame.centre;
      return Math.hypot(frame.centre.x - x, frame.centre.y - y) < 0.5 * frame.side;
    });
    const seen = hiding ?? nearest.thing;
    const place = this.placeOf(seen.frame, crop);
    if (!isSeen(place)) return { crop, luma, presence: 0.05, place: nothing };
    return { crop, luma, presence: seen.presence ?? 0.99, place };
  }

  private placeOf(frame: Crop, crop: Crop): Judgement['place'] {
    const { x, y } = this.blur(frame);
    const right = (x - crop.centre.x) / crop.side;
    const down = (y - crop.centre.y) / crop.side;
    const cos = Math.cos(crop.angle);
    const sin = Math.sin(crop.angle);
    return {
      right: right * cos + down * sin,
      down: down * cos - right * sin,
      growth: Math.log2(frame.side / crop.side),
      turn: frame.angle - crop.angle,
    };
  }

  private blur({ centre, side }: Crop) {
    return {
      x: centre.x + this.noise * side * this.random(),
      y: centre.y + this.noise * side * this.random(),
    };
  }

  /** About normal: mean 0, standard deviation 1. */
  private random(): number {
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      this.seed = (this.seed * 16807) % 2147483647;
      sum += this.seed / 2147483647;
    }
    return sum - 6;
  }
}

function isIn({ box }: Face, { x, y, side }: Square): boolean {
  return (
    box.width >= side / 8 &&
    box.x >= x &&
    box.y >= y &&
    box.x + box.width <= x + side &&
    box.y + box.height <= y + side
  );
}

function isSeen(place: Judgement['place']): boolean {
  return (
    nearness(place) < 0.35 && Math.abs(place.growth) < 0.6 && Math.abs(place.turn) < Math.PI / 4
  );
}

function nearness({ right, down }: Judgement['place']): number {
  return Math.hypot(right, down);
}

import type { Square } from './geometry';
import { clip, halve, type PixelSource, type Raster } from './raster';
import { halvingsFor, scaleSquare } from './scaling';

/** A picture of which squares can be scaled. */
export interface SquareSampler {
  /**
   * Scales a square of a picture. What lies outside the picture counts as black.
   *
   * @param square - in pixels of the picture.
   * @param out - receives size * size RGB values, row-major, 0..255, not rounded.
   */
  sample(square: Square, size: number, out: Float32Array): void | Promise<void>;
}

/**
 * A picture and its halves, so that a square of a large photo costs no more to sample than one of
 * a small photo. The same rule as in server/faces/sampling.py, so that both find the same faces.
 */
export class Pyramid implements SquareSampler {
  private readonly levels: Raster[];

  constructor(picture: Raster) {
    this.levels = [picture];
  }

  get width(): number {
    return this.level(0).width;
  }

  get height(): number {
    return this.level(0).height;
  }

  sample(square: Square, size: number, out: Float32Array): void {
    const halvings = halvingsFor(square.side, size);
    scaleSquare(this.level(halvings), shrink(square, 2 ** halvings), size, out);
  }

  private level(index: number): Raster {
    this.levels[index] ??= halve(this.level(index - 1));
    return this.levels[index];
  }
}

/** A frame of a film. Few squares of it are needed, so only their pixels are read. */
export class FrameSampler implements SquareSampler {
  private readonly picture: PixelSource;

  constructor(picture: PixelSource) {
    this.picture = picture;
  }

  async sample({ x, y, side }: Square, size: number, out: Float32Array): Promise<void> {
    const halvings = halvingsFor(side, size);
    const step = 2 ** halvings;
    // A pixel more all around, for what lies between two pixels is a mix of both.
    const wide = { x: x - step, y: y - step, side: side + 2 * step };
    const part = clip(wide, this.picture, Math.max(2, step));
    let level = await this.picture.read(part);
    for (let i = 0; i < halvings; i++) level = halve(level, true);
    scaleSquare(level, shrink({ x: x - part.x, y: y - part.y, side }, step), size, out);
  }
}

function shrink({ x, y, side }: Square, step: number): Square {
  return { x: x / step, y: y / step, side: side / step };
}

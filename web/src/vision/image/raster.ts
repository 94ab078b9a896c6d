import type { Square } from './geometry';

/** A picture's pixels: RGBA, 8 bits a channel, row-major without gaps. */
export interface Raster {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in whole pixels. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture whose pixels can be had in parts. */
export interface PixelSource {
  readonly width: number;
  readonly height: number;
  /** @param part - lies in the picture. The result is valid until the next call. */
  read(part: Part): Raster | Promise<Raster>;
}

/**
 * The pixels of a picture that a square covers; the nearest ones where it lies outside.
 *
 * @param step - the part starts at a multiple of it, and ends at one or with the picture.
 */
export function clip(
  { x, y, side }: Square,
  { width, height }: Pick<PixelSource, 'width' | 'height'>,
  step = 1,
): Part {
  const [left, right] = clipAxis(x, x + side, width, step);
  const [top, bottom] = clipAxis(y, y + side, height, step);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function clipAxis(from: number, to: number, length: number, step: number): [number, number] {
  const last = Math.floor((length - 1) / step);
  const stepOf = (place: number) => Math.min(last, Math.max(0, Math.floor(place / step)));
  return [stepOf(from) * step, Math.min(length, (stepOf(to) + 1) * step)];
}

/** Copies a part, without gaps between its rows. */
export function cut(raster: Raster, { x, y, width, height }: Part): Raster {
  const data = new Uint8Array(4 * width * height);
  for (let row = 0; row < height; row++) {
    const from = 4 * ((y + row) * raster.width + x);
    data.set(raster.data.subarray(from, from + 4 * width), 4 * width * row);
  }
  return { data, width, height };
}

/**
 * Means of two by two pixels, rounded half up; at an odd edge, of those that there are.
 *
 * @param raster - its data must start at a multiple of four bytes in its buffer.
 * @param inPlace - overwrites the raster with its half: fresh memory costs more than the means.
 */
export function halve({ data, width, height }: Raster, inPlace = false): Raster {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  const count = halfWidth * halfHeight;
  const half = inPlace ? pixels.subarray(0, count) : new Uint32Array(count);
  for (let y = 0, to = 0; y < halfHeight; y++) {
    // At an edge a pixel stands in for the one that is missing: the mean is the same.
    const down = 2 * y + 1 < height ? width : 0;
    for (let x = 0; x < halfWidth; x++, to++) {
      const a = 2 * (y * width + x);
      const b = 2 * x + 1 < width ? a + 1 : a;
      half[to] = mean(
        pixels[a] as number,
        pixels[b] as number,
        pixels[a + down] as number,
        pixels[b + down] as number,
      );
    }
  }
  const bytes = new Uint8Array(half.buffer, half.byteOffset, half.byteLength);
  return { data: bytes, width: halfWidth, height: halfHeight };
}

/**
 * The mean of four pixels, rounded half up. Two of a pixel's four channels are summed at a time: the
 * bits of the other two hold what does not fit into eight.
 */
function mean(a: number, b: number, c: number, d: number): number {
  const even = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x20002;
  const odd =
    ((a >>> 8) & 0xff00ff) +
    ((b >>> 8) & 0xff00ff) +
    ((c >>> 8) & 0xff00ff) +
    ((d >>> 8) & 0xff00ff) +
    0x20002;
  return ((even >>> 2) & 0xff00ff) | ((odd << 6) & 0xff00ff00);
}

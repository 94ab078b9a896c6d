import { expect, it, vi } from 'vitest';
import type { CreateCanvas, Frame } from '../types';
import { FrameReader } from './frame-reader';
import type { Raster } from './raster';

const COPIED = 1;
const DRAWN = 2;
const PART = { x: 2, y: 0, width: 2, height: 3 };

const drawImage = vi.fn();

const create: CreateCanvas = (width, height) => {
  const canvas = { width, height };
  const context = {
    canvas,
    drawImage,
    getImageData: (_x: number, _y: number, columns: number, rows: number) => ({
      data: new Uint8ClampedArray(4 * columns * rows).fill(DRAWN),
      width: columns,
      height: rows,
    }),
  };
  return { ...canvas, getContext: () => context } as unknown as OffscreenCanvas;
};

/** A frame whose browser converts colours. */
function videoFrame(width: number, height: number, more: object = {}): VideoFrame {
  return {
    displayWidth: width,
    displayHeight: height,
    visibleRect: { x: 0, y: 0, width, height },
    allocationSize: ({ rect }: { rect: DOMRect }) => 4 * rect.width * rect.height,
    copyTo: vi.fn(async (buffer: Uint8Array, { rect }: { rect: DOMRect }) => {
      buffer.fill(COPIED);
      return [{ offset: 0, stride: 4 * rect.width }];
    }),
    ...more,
  } as unknown as VideoFrame;
}

function read(reader: FrameReader, frame: Frame, part = PART): Raster | Promise<Raster> {
  return reader.open(frame).read(part);
}

it('copies parts of frames, whatever their size and that of the one before', async () => {
  const reader = new FrameReader(create);
  for (const [width, height] of [
    [4, 3],
    [3, 2],
    [8, 6],
  ] as const) {
    const raster = await read(reader, videoFrame(10, 8), { x: 0, y: 2, width, height });
    expect(raster).toEqual({
      data: new Uint8Array(4 * width * height).fill(COPIED),
      width,
      height,
    });
  }
});

it('counts from the corner that is shown', async () => {
  const frame = videoFrame(10, 8, { visibleRect: { x: 16, y: 32, width: 10, height: 8 } });
  await read(new FrameReader(create), frame, { x: 4, y: 2, width: 3, height: 5 });
  expect(frame.copyTo).toHaveBeenCalledWith(expect.anything(), {
    format: 'RGBX',
    rect: { x: 20, y: 34, width: 3, height: 5 },
  });
});

it.each<[string, Frame]>([
  ['a bitmap', { width: 4, height: 3 } as ImageBitmap],
  ['a frame to be turned', videoFrame(4, 3, { rotation: 90 })],
  ['a mirrored frame', videoFrame(4, 3, { flip: true })],
  [
    'a frame whose pixels are not square',
    videoFrame(4, 3, { visibleRect: { x: 0, y: 0, width: 3, height: 3 } }),
  ],
  ['a frame whose pixels are out of reach', videoFrame(4, 3, { visibleRect: null })],
])('draws %s', async (_, frame) => {
  const { data } = await read(new FrameReader(create), frame);
  expect(data).toEqual(new Uint8ClampedArray(4 * 2 * 3).fill(DRAWN));
  if ('copyTo' in frame) expect(frame.copyTo).not.toHaveBeenCalled();
});

it('draws a frame once, however many parts are read', async () => {
  drawImage.mockClear();
  const picture = new FrameReader(create).open({ width: 4, height: 3 } as ImageBitmap);
  await picture.read(PART);
  await picture.read(PART);
  expect(drawImage).toHaveBeenCalledOnce();
});

it.each<[string, object]>([
  [
    'throws at conversion',
    {
      allocationSize: () => {
        throw new TypeError('format');
      },
    },
  ],
  ['knows no conversion', { allocationSize: () => 18 }],
  ['fails to copy', { copyTo: vi.fn(() => Promise.reject(new Error('lost'))) }],
  ['copies with gaps', { copyTo: vi.fn(async () => [{ offset: 0, stride: 64 }]) }],
])('draws all frames, and tries only once, where the browser %s', async (_, more) => {
  const reader = new FrameReader(create);
  expect((await read(reader, videoFrame(4, 3, more))).data[0]).toBe(DRAWN);
  const good = videoFrame(4, 3);
  expect((await read(reader, good)).data[0]).toBe(DRAWN);
  expect(good.copyTo).not.toHaveBeenCalled();
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodePhoto } from './decode';

/** A PNG's first bytes, with these sides. */
function png(width: number, height: number): Blob {
  const head = new Uint8Array(64);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(head.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return new Blob([head, 'IEND'], { type: 'image/png' });
}

const bitmaps: { width: number; height: number; close: () => void }[] = [];
/** Makes bitmaps as browsers do; stored sides are swapped as by EXIF where `turned`. */
const create = (sides: [number, number], turned = false) =>
  vi.fn(async (source: unknown, options: ImageBitmapOptions) => {
    const stored = source instanceof Blob ? sides : undefined;
    const { width, height } = stored
      ? { width: stored[turned ? 1 : 0], height: stored[turned ? 0 : 1] }
      : (source as ImageBitmap);
    const scale = (options.resizeWidth ?? width) / width;
    const made = { width: width * scale, height: Math.round(height * scale), close: vi.fn() };
    bitmaps.push(made);
    return made;
  });

beforeEach(() => {
  bitmaps.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

it('keeps a photo of usual size as it is', async () => {
  vi.stubGlobal('createImageBitmap', create([4000, 3000]));
  expect(await decodePhoto(png(4000, 3000))).toMatchObject({ width: 4000, height: 3000 });
  expect(bitmaps).toHaveLength(1);
});

it('scales 50 megapixels while it decodes them', async () => {
  const createImageBitmap = create([8660, 5774]);
  vi.stubGlobal('createImageBitmap', createImageBitmap);
  const { width, height } = await decodePhoto(png(8660, 5774));
  expect(createImageBitmap).toHaveBeenCalledOnce();
  expect(width * height).toBeLessThanOrEqual(12.5e6 * 1.001);
  expect(width / height).toBeCloseTo(8660 / 5774, 2);
});

it('scales a turned photo to the same limit and frees what it had on the way', async () => {
  vi.stubGlobal('createImageBitmap', create([9000, 6000], true));
  const { width, height } = await decodePhoto(png(9000, 6000));
  expect(width * height).toBeLessThanOrEqual(12.5e6 * 1.001);
  expect(width / height).toBeCloseTo(6000 / 9000, 2);
  expect(bitmaps[0]?.close).toHaveBeenCalled();
});

it('refuses what would take all memory, before it decodes anything', async () => {
  const createImageBitmap = create([1, 1]);
  vi.stubGlobal('createImageBitmap', createImageBitmap);
  await expect(decodePhoto(png(30_000, 30_000))).rejects.toMatchObject({ kind: 'tooLarge' });
  const heavy = Object.assign(png(10, 10), {});
  Object.defineProperty(heavy, 'size', { value: 200e6 });
  await expect(decodePhoto(heavy)).rejects.toMatchObject({ kind: 'tooLarge' });
  expect(createImageBitmap).not.toHaveBeenCalled();
});

it('tells a file that is no picture from one that is damaged and one it cannot read', async () => {
  vi.stubGlobal('createImageBitmap', () =>
    Promise.reject(new DOMException('', 'InvalidStateError')),
  );
  await expect(decodePhoto(new Blob(['just some words']))).rejects.toMatchObject({
    kind: 'notImage',
  });
  await expect(decodePhoto(new Blob([]))).rejects.toMatchObject({ kind: 'notImage' });
  await expect(decodePhoto(png(10, 10))).rejects.toMatchObject({ kind: 'damaged' });
  await expect(decodePhoto(new Blob(['\0\0\0\x18ftypheic\0\0\0\0mif1']))).rejects.toMatchObject({
    kind: 'unsupported',
  });
});

it.each([
  ['TIFF or DNG', 'II*\0 and so on and on'],
  ['JPEG XL', '\0\0\0\x0cJXL \r\n\x87\n and so on'],
])('says that this browser does not read %s', async (_, content) => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('')));
  const file = new Blob([content], { type: 'image/any' });
  await expect(decodePhoto(file)).rejects.toMatchObject({ kind: 'unsupported' });
});

it('says that a film is none of its kinds, however large it is, and does not decode it', async () => {
  const createImageBitmap = vi.fn();
  vi.stubGlobal('createImageBitmap', createImageBitmap);
  const film = new Blob(['\0\0\0\x18ftypisom\0\0\0\0isom']);
  Object.defineProperty(film, 'size', { value: 2e9 });
  await expect(decodePhoto(film)).rejects.toMatchObject({ kind: 'unsupported' });
  expect(createImageBitmap).not.toHaveBeenCalled();
});

describe('a file that cannot be opened', () => {
  const gone = (blob: Blob) =>
    Object.assign(blob, {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }),
    });

  it('is told, as for a folder or a file that was deleted', async () => {
    await expect(decodePhoto(gone(png(10, 10)))).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it('is told where it went while it was being read', async () => {
    const file = png(10, 10);
    vi.stubGlobal('createImageBitmap', async () => {
      gone(file);
      throw new DOMException('', 'InvalidStateError');
    });
    await expect(decodePhoto(file)).rejects.toMatchObject({ kind: 'unreadable' });
  });
});

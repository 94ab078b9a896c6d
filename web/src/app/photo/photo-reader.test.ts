import { beforeEach, expect, it, vi } from 'vitest';
import type { PhotoReading, VisionClient } from '../../vision';
import { decodePhoto } from './decode';
import { PhotoReader } from './photo-reader';

vi.mock('./decode', () => ({ decodePhoto: vi.fn() }));

let open: number;

function bitmap(width: number): ImageBitmap {
  open++;
  return { width, height: 10, close: () => open-- } as unknown as ImageBitmap;
}

/** A file as wide as its content says; "bad" is none. */
const file = (content: string) => new Blob([content]);
const reading = (width: number): PhotoReading => ({ faces: [], width, height: 10 });

beforeEach(() => {
  open = 0;
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.mocked(decodePhoto).mockImplementation(async (blob) => {
    const text = await blob.text();
    if (text === 'bad') throw new Error('bad');
    return bitmap(Number(text));
  });
  vi.stubGlobal('createImageBitmap', async ({ width }: ImageBitmap) => bitmap(width));
});

function reader() {
  const info = { backend: 'wasm', model: 'net', version: '1', emotions: [] } as const;
  const readPhoto = vi.fn(async (photo: ImageBitmap) => {
    photo.close();
    return reading(photo.width);
  });
  return new PhotoReader(async () => ({ info, readPhoto }) as unknown as VisionClient);
}

it('reads every photo, bad ones too, and keeps the pixels of the selected one alone', async () => {
  const photos = reader();
  await photos.open([file('1'), file('bad'), file('3')]);
  expect(photos.album.photos.map(({ state }) => state.name)).toEqual(['read', 'failed', 'read']);
  expect(photos.album.bitmap?.width).toBe(1);
  expect(open).toBe(1);
  await photos.select(2);
  expect(photos.album.bitmap?.width).toBe(3);
  await photos.select(1);
  expect(photos.album.bitmap).toBeUndefined();
  expect(open).toBe(0);
});

it('lets new photos replace those under way', async () => {
  const photos = reader();
  const first = photos.open([file('1'), file('2')]);
  await photos.open([file('5')]);
  await first;
  expect(photos.album.photos).toHaveLength(1);
  expect(photos.album.bitmap?.width).toBe(5);
  expect(open).toBe(1);
});

it('shows what was selected while it was being read', async () => {
  const photos = reader();
  const done = photos.open([file('1'), file('2')]);
  await photos.select(1);
  await done;
  expect(photos.album.bitmap?.width).toBe(2);
  expect(open).toBe(1);
});

it('keeps what there is where nothing is chosen', async () => {
  const photos = reader();
  await photos.open([file('1')]);
  await photos.open([]);
  expect(photos.album.photos).toHaveLength(1);
});

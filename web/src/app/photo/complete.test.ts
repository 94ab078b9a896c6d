import { expect, it } from 'vitest';
import { isComplete } from './complete';

async function check(
  bytes: readonly number[],
  type: 'jpeg' | 'png' | 'webp' | 'heic',
  zerosBehind = 0,
) {
  const head = Uint8Array.from(bytes);
  return isComplete(new Blob([head, new Uint8Array(zerosBehind)]), head, type);
}

const preview = [0xff, 0xd8, 0xff, 0xd9];
const start = [0xff, 0xd8, 0xff, 0xe1, 0x00, 2 + preview.length, ...preview];
const scan = [0xff, 0xda, 0x00, 0x08, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0x00, 0x34];
const end = [0xff, 0xd9];
const iend = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

it('misses the end of a JPEG that was cut short, though its preview has one', async () => {
  expect(await check([...start, ...scan], 'jpeg')).toBe(false);
  expect(await check([...start, ...scan, ...end], 'jpeg')).toBe(true);
});

it('does not mind what a phone appends', async () => {
  expect(await check([...start, ...scan, ...end, ...Array(500).fill(7)], 'jpeg')).toBe(true);
});

it('finds an end before megabytes of other bytes', async () => {
  expect(await check([...start, ...scan, ...end], 'jpeg', 2_500_000)).toBe(true);
  expect(await check([...start, ...scan], 'jpeg', 2_500_000)).toBe(false);
});

it('finds an end that two pieces share', async () => {
  for (let behind = (1 << 20) - 5; behind < 1 << 20; behind++) {
    expect(await check([...start, ...scan, ...end], 'jpeg', behind)).toBe(true);
    expect(await check([0x89, 0x50, ...iend], 'png', behind)).toBe(true);
  }
});

it('misses the end of a PNG and of a WebP', async () => {
  const png = [0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6, 7, 8];
  expect(await check(png, 'png')).toBe(false);
  expect(await check([...png, ...iend], 'png')).toBe(true);
  const webp = [0x52, 0x49, 0x46, 0x46, 12, 0, 0, 0, 0x57, 0x45, 0x42, 0x50];
  expect(await check([...webp, ...Array(7).fill(0)], 'webp')).toBe(false);
  expect(await check([...webp, ...Array(8).fill(0)], 'webp')).toBe(true);
});

it('lets pass what has no end mark', async () => {
  expect(await check([0, 0, 0, 0x18], 'heic')).toBe(true);
});

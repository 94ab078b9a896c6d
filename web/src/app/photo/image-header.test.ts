import { expect, it } from 'vitest';
import { readHeader } from './image-header';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part,
    ),
  );
const zeros = (count: number) => Array(count).fill(0);

// SOI, a 300-byte APP1 as cameras write, a quantisation table, then a progressive frame header.
const jpeg = bytes(
  [0xff, 0xd8, 0xff, 0xe1, 0x01, 0x2c],
  zeros(298),
  [0xff, 0xdb, 0x00, 0x43],
  zeros(65),
  [0xff, 0xc2, 0x00, 0x11, 0x08, 0x0b, 0xd0, 0x0f, 0xc0, 0x03],
  zeros(12),
);
const png = bytes(
  [0x89],
  'PNG\r\n\x1a\n',
  [0, 0, 0, 13],
  'IHDR',
  [0, 0, 2, 0x80, 0, 0, 1, 0xe0],
  [8],
);
const webp = (kind: string, ...body: number[]) =>
  bytes('RIFF', zeros(4), 'WEBP', kind, zeros(4), body, zeros(12));

it.each([
  ['a JPEG after its metadata', jpeg, 'jpeg', 4032, 3024],
  ['a PNG', png, 'png', 640, 480],
  ['an extended WebP', webp('VP8X', 0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0), 'webp', 640, 480],
  ['a lossless WebP', webp('VP8L', 0x2f, 0x7f, 0xc2, 0x77, 0), 'webp', 640, 480],
  ['a lossy WebP', webp('VP8 ', 0, 0, 0, 0x9d, 1, 0x2a, 0x80, 2, 0xe0, 1), 'webp', 640, 480],
])('finds the size of %s', (_, head, type, width, height) => {
  expect(readHeader(head)).toEqual({ type, size: { width, height } });
});

it.each([
  ['heic', bytes(zeros(4), 'ftypheic', zeros(20))],
  ['heic', bytes(zeros(4), 'ftypmif1', zeros(20))],
  ['avif', bytes(zeros(4), 'ftypavif', zeros(20))],
  ['gif', bytes('GIF89a', zeros(20))],
  ['other', bytes('II*\0', zeros(20))],
  ['other', bytes('MM\0*', zeros(20))],
  ['other', bytes([0xff, 0x0a], zeros(20))],
  ['other', bytes([0, 0, 0, 12], 'JXL \r\n\x87\n', zeros(20))],
  ['other', bytes(zeros(4), 'ftypcrx ', zeros(20))],
  ['other', bytes('<?xml version="1.0"?>\n<!-- drawn -->\n<svg width="8">')],
  ['film', bytes(zeros(4), 'ftypisom', zeros(20))],
  ['film', bytes(zeros(4), 'ftypqt  ', zeros(20))],
  ['film', bytes([0x1a, 0x45, 0xdf, 0xa3], zeros(20))],
  ['film', bytes('RIFF', zeros(4), 'AVI LIST', zeros(20))],
])('knows %s', (type, head) => {
  expect(readHeader(head)).toEqual({ type });
});

it.each([
  ['nothing', bytes()],
  ['text', bytes('This is no picture at all.')],
  ['a page', bytes('<html><body>no picture</body></html>')],
  ['a document', bytes('%PDF-1.7 with some more')],
])('does not take %s for a picture or a film', (_, head) => {
  expect(readHeader(head)).toBeUndefined();
});

it('leaves the size open where a JPEG ends before it', () => {
  expect(readHeader(jpeg.subarray(0, 100))).toEqual({ type: 'jpeg' });
  expect(readHeader(png.subarray(0, 20))).toEqual({ type: 'png' });
});

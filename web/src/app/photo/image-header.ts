export type ImageType =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'bmp'
  | 'avif'
  | 'heic'
  /** A kind that few browsers read, such as TIFF. */
  | 'other'
  | 'film';

/** What a file says it holds, before anything is decoded. */
export interface ImageHeader {
  readonly type: ImageType;
  /** Pixels as stored, before any EXIF rotation; absent where the header does not say. */
  readonly size?: { readonly width: number; readonly height: number };
}

/**
 * Reads what kind of picture a file holds and how large it is.
 *
 * @param head - the file's first bytes; the more, the likelier a JPEG's size is found.
 * @returns undefined where it is neither a picture nor a film.
 */
export function readHeader(head: Uint8Array): ImageHeader | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const ascii = (at: number, length: number) =>
    String.fromCharCode(...head.subarray(at, at + length));
  if (head.length < 12) return undefined;
  const holds = ([at, mark]: Mark) => ascii(at, mark.length) === mark;
  if (view.getUint16(0) === 0xffd8) return withSize('jpeg', jpegSize(view));
  if (ascii(1, 3) === 'PNG') return withSize('png', pngSize(view));
  if (ascii(0, 4) === 'RIFF' && ascii(8, 4) === 'WEBP') return withSize('webp', webpSize(view));
  if (ascii(0, 4) === 'GIF8') return { type: 'gif' };
  if (ascii(0, 2) === 'BM') return { type: 'bmp' };
  if (ascii(4, 4) === 'ftyp') return { type: isoType(ascii(8, 4)) };
  if (OTHERS.some(holds) || SVG.test(ascii(0, 512))) return { type: 'other' };
  return FILMS.some(holds) ? { type: 'film' } : undefined;
}

/** Where a file has which letters. */
type Mark = readonly [number, string];

const OTHERS: readonly Mark[] = [
  // TIFF, and with it most cameras' raw pictures: DNG, NEF, CR2, ARW.
  [0, 'II*\0'],
  [0, 'MM\0*'],
  [0, 'II+\0'],
  [0, 'MM\0+'],
  // The raw pictures of others.
  [0, 'IIU\0'],
  [0, 'IIRO'],
  [0, 'IIRS'],
  [0, 'FUJIFILM'],
  [0, 'FOVb'],
  // JPEG XL, JPEG XR, JPEG 2000.
  [0, '\xff\x0a'],
  [4, 'JXL '],
  [0, 'II\xbc'],
  [4, 'jP  '],
  [0, '\xff\x4f\xff\x51'],
  [0, '8BPS'],
  [0, '\0\0\x01\0'],
];
const SVG = /^\s*<(svg|\?xml.*<svg|!--.*<svg|!doctype svg)/is;
const FILMS: readonly Mark[] = [
  // Matroska and WebM, AVI, Ogg, MPEG, Flash, Windows Media, old QuickTime.
  [0, '\x1a\x45\xdf\xa3'],
  [8, 'AVI '],
  [0, 'OggS'],
  [0, '\0\0\x01\xba'],
  [0, '\0\0\x01\xb3'],
  [0, 'FLV'],
  [0, '\x30\x26\xb2\x75'],
  [4, 'moov'],
  [4, 'mdat'],
];

type Size = ImageHeader['size'];

function withSize(type: ImageType, size: Size): ImageHeader {
  return size ? { type, size } : { type };
}

/** Of the many things in ISO's container: AVIF, HEIC, Canon's raw pictures, and films. */
function isoType(brand: string): ImageType {
  if (/^avi[fs]$/.test(brand)) return 'avif';
  if (brand === 'crx ') return 'other';
  return /^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(brand) ? 'heic' : 'film';
}

function pngSize(view: DataView): Size {
  if (view.byteLength < 24) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The size is in the frame header, after metadata of any length (ITU-T T.81, B.2.2). */
function jpegSize(view: DataView): Size {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** RFC 9649, section 2. */
function webpSize(view: DataView): Size {
  if (view.byteLength < 30) return undefined;
  const uint24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X
      return { width: uint24(24) + 1, height: uint24(27) + 1 };
    case 0x5650384c: {
      // VP8L
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 0x56503820: // VP8
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    default:
      return undefined;
  }
}

import { isComplete } from './complete';
import { type ImageHeader, type ImageType, readHeader } from './image-header';
import { PhotoError } from './photo-error';

const MAX_BYTES = 100e6;
/** Decoded, this is as much as a browser lends without ending the page. */
const MAX_DECODED_PIXELS = 150e6;
/** Pixels that are read and shown; iPhones give no larger canvas. */
const MAX_PIXELS = 12.5e6;
/** Bytes in which a JPEG's size is looked for: metadata and previews come first. */
const HEAD = 1 << 20;

/**
 * Decodes a picture, upright and not larger than is of use.
 *
 * @returns the caller closes it.
 * @throws PhotoError
 */
export async function decodePhoto(file: Blob): Promise<ImageBitmap> {
  const header = await checkedHeader(file);
  const options: ImageBitmapOptions = { imageOrientation: 'from-image' };
  const { width, height } = header.size ?? { width: 0, height: 0 };
  // Scaled while it is decoded, a large picture never takes its whole size in memory. One side is
  // given and the other follows, so that nothing is squeezed.
  if (width * height > MAX_PIXELS) Object.assign(options, shrunk(width, height));
  try {
    return await limit(await createImageBitmap(file, options));
  } catch (cause) {
    await readStart(file, 1);
    throw undecodable(header, cause);
  }
}

/** EXIF may have swapped the sides since the header was read, and not every header has a size. */
async function limit(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const { width, height } = bitmap;
  if (width * height <= MAX_PIXELS) return bitmap;
  try {
    return await createImageBitmap(bitmap, shrunk(width, height));
  } finally {
    bitmap.close();
  }
}

function shrunk(width: number, height: number): ImageBitmapOptions {
  const scale = Math.sqrt(MAX_PIXELS / (width * height));
  return { resizeWidth: Math.floor(width * scale), resizeQuality: 'high' };
}

async function checkedHeader(file: Blob): Promise<ImageHeader> {
  const head = await readStart(file, HEAD);
  const header = readHeader(head);
  if (!header) throw new PhotoError('notImage', `${file.type || 'unknown'} is no picture`);
  if (header.type === 'film') throw new PhotoError('unsupported', 'the file holds a film');
  if (file.size > MAX_BYTES) throw new PhotoError('tooLarge', `${file.size} bytes`);
  const { width, height } = header.size ?? { width: 0, height: 0 };
  if (width * height > MAX_DECODED_PIXELS) {
    throw new PhotoError('tooLarge', `${width} x ${height} pixels`);
  }
  if (!(await isComplete(file, head, header.type))) {
    throw new PhotoError('damaged', `the ${header.type} ends before its end`);
  }
  return header;
}

/** @throws PhotoError `unreadable` where the file is gone, or is a folder. */
async function readStart(file: Blob, length: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(0, length).arrayBuffer());
  } catch (cause) {
    throw new PhotoError('unreadable', `the file could not be opened: ${cause}`, { cause });
  }
}

const SELDOM_READ: readonly ImageType[] = ['heic', 'avif', 'other'];

function undecodable({ type }: ImageHeader, cause: unknown): PhotoError {
  const kind = SELDOM_READ.includes(type) ? 'unsupported' : 'damaged';
  return new PhotoError(kind, `the browser could not decode the ${type}`, { cause });
}

import type { ImageType } from './image-header';

/** Bytes that are looked at together. */
const PIECE = 1 << 20;
const END_MARKS = {
  jpeg: [0xff, 0xd9], // EOI
  png: [0x49, 0x45, 0x4e, 0x44], // IEND
};

/**
 * Whether a picture's file goes on to its end. Firefox and Safari show what there is of one that
 * was cut short, grey below, without a word.
 *
 * @param head - the file's first bytes.
 * @returns true too where the type has no end mark.
 */
export async function isComplete(file: Blob, head: Uint8Array, type: ImageType): Promise<boolean> {
  if (type === 'webp') {
    // RIFF says how much follows its first eight bytes.
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    return file.size >= view.getUint32(4, true) + 8;
  }
  if (type !== 'jpeg' && type !== 'png') return true;
  // Before it, a JPEG may hold a preview with an end mark of its own.
  const start = type === 'jpeg' ? scanStart(head) : 0;
  return holds(file, start, END_MARKS[type]);
}

/**
 * Whether the file has a mark somewhere from `start` on. It is looked for from the end, where it
 * usually is: some phones append a film, and some programs megabytes of zeros.
 */
async function holds(file: Blob, start: number, mark: readonly number[]): Promise<boolean> {
  for (let end = file.size; end > start; end -= PIECE) {
    // A mark may begin in this piece and end in the next.
    const piece = file.slice(Math.max(start, end - PIECE), end + mark.length - 1);
    if (includes(new Uint8Array(await piece.arrayBuffer()), mark)) return true;
  }
  return false;
}

/** Where a JPEG's pixels begin: at the first Start Of Scan (ITU-T T.81, B.1.1.3). */
function scanStart(head: Uint8Array): number {
  let at = 2;
  while (at + 4 <= head.length && head[at] === 0xff && head[at + 1] !== 0xda) {
    const length = ((head[at + 2] as number) << 8) + (head[at + 3] as number);
    at += head[at + 1] === 0xff ? 1 : 2 + length;
  }
  return at;
}

function includes(bytes: Uint8Array, mark: readonly number[]): boolean {
  for (let at = bytes.indexOf(mark[0] as number); at >= 0; ) {
    if (mark.every((value, i) => bytes[at + i] === value)) return true;
    at = bytes.indexOf(mark[0] as number, at + 1);
  }
  return false;
}

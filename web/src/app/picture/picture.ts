import type { Box } from '../../vision';
import { drawLabels, type LabelledFace } from './labels';

export interface PictureSource {
  readonly image: CanvasImageSource;
  /** The part of the image that is drawn, in its pixels. The faces' places refer to the image. */
  readonly part: Box;
  /** Draw the image, not the words, as a mirror shows it. */
  readonly mirrored: boolean;
}

/**
 * Draws a picture with its labels into a canvas, which takes the size of the picture's part.
 *
 * @throws Error where the browser has no canvas left to give.
 */
export function drawPicture(
  canvas: HTMLCanvasElement,
  { image, part, mirrored }: PictureSource,
  faces: readonly LabelledFace[],
): void {
  const { x, y, width, height } = part;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser gave no canvas to draw the picture on');
  context.save();
  if (mirrored) {
    context.translate(width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(image, x, y, width, height, 0, 0, width, height);
  context.restore();
  const placed = faces.map(({ face, text }) => {
    const left = face.box.x - x;
    const box = {
      ...face.box,
      x: mirrored ? width - left - face.box.width : left,
      y: face.box.y - y,
    };
    return { face: { ...face, box }, text };
  });
  drawLabels(context, placed);
}

/**
 * Makes a JPEG file of a canvas.
 *
 * @param taken - names the file.
 * @throws Error where the browser cannot.
 */
export async function toFile(canvas: HTMLCanvasElement, taken: Date): Promise<File> {
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', 0.92),
  );
  if (!blob) throw new Error('this browser could not write the picture');
  return new File([blob], fileName(taken, 'jpg'), { type: blob.type });
}

/** "camxuc-20260131-235959.jpg", in local time. */
export function fileName(moment: Date, extension: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('');
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join('');
  return `camxuc-${date}-${time}.${extension}`;
}

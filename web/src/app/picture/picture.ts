import type { Palette } from '../theme/palette';
import { drawLabels, type LabelledFace } from './labels';

export interface PictureSource {
  readonly image: CanvasImageSource;
  /** Pixels; the faces' positions refer to them. */
  readonly width: number;
  readonly height: number;
  /** Draw the image, not the words, as a mirror shows it. */
  readonly mirrored: boolean;
}

/**
 * Draws a picture with its labels into a canvas, which takes the picture's size.
 *
 * @throws Error where the browser has no canvas left to give.
 */
export function drawPicture(
  canvas: HTMLCanvasElement,
  { image, width, height, mirrored }: PictureSource,
  faces: readonly LabelledFace[],
  palette: Palette,
): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser gave no canvas to draw the picture on');
  context.save();
  if (mirrored) {
    context.translate(width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(image, 0, 0, width, height);
  context.restore();
  drawLabels(context, faces, palette, mirrored);
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

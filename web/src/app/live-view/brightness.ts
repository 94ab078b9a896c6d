/** Of 255: a picture darker than this shows no face that a camera or a person could read. */
const DARK = 24;
const WIDTH = 16;
const HEIGHT = 12;

/** Looks at how bright a film is. */
export class Brightness {
  private readonly context: CanvasRenderingContext2D | null;

  constructor() {
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    this.context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  }

  /** Whether the film is too dark to see a face in it. */
  isDark(film: CanvasImageSource): boolean {
    if (!this.context) return false;
    this.context.drawImage(film, 0, 0, WIDTH, HEIGHT);
    return meanLuma(this.context.getImageData(0, 0, WIDTH, HEIGHT).data) < DARK;
  }
}

/**
 * @param pixels - RGBA, 0..255.
 * @returns the mean of BT.601 luma, 0..255.
 */
export function meanLuma(pixels: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    sum += 0.299 * (pixels[i] ?? 0) + 0.587 * (pixels[i + 1] ?? 0) + 0.114 * (pixels[i + 2] ?? 0);
  }
  return pixels.length > 0 ? (4 * sum) / pixels.length : 0;
}

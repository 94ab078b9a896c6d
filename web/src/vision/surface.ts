export type Canvas = OffscreenCanvas | HTMLCanvasElement;
export type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;
export type CreateCanvas = (width: number, height: number) => Canvas;

/**
 * A 2D context that is read back often.
 *
 * @throws Error where the browser has no 2D canvas left to give.
 */
export function readableContext(canvas: Canvas): Context {
  // willReadFrequently keeps the pixels in memory: reading them from a GPU canvas stalls it.
  const context = canvas.getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  }) as Context | null;
  if (!context) throw new Error('this browser gave no 2D canvas');
  return context;
}

import type { Canvas } from '../types';

/** A canvas that frames are drawn on and read back from. */
export type ReadableContext = Pick<
  OffscreenCanvasRenderingContext2D,
  'drawImage' | 'getImageData'
> & { readonly canvas: { width: number; height: number } };

/**
 * A 2D context that is read back often.
 *
 * @throws Error where the browser has no 2D canvas left to give.
 */
export function readableContext(canvas: Canvas): ReadableContext {
  // willReadFrequently keeps the pixels in memory: reading them from a GPU canvas stalls it.
  const context = canvas.getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  }) as ReadableContext | null;
  if (!context) throw new Error('this browser gave no 2D canvas');
  return context;
}

import type { Engine } from './engine';
import { VisionError } from './errors';
import { fetched } from './lazy';
import type { OnProgress } from './models';
import type { CreateCanvas } from './surface';
import type { Analysis, FilmOptions, Frame, PhotoReading, Vision, VisionInfo } from './vision';

/** Runs vision in the page's own thread, on wasm, for browsers whose workers lack something. */
export class PageEngine implements Engine {
  private vision: Vision | undefined;

  async load(page: URL, onProgress: OnProgress): Promise<VisionInfo> {
    const [{ Vision }, { wasm }] = await fetched(
      Promise.all([import('./vision'), import('./backends/wasm')]),
    );
    this.vision = await Vision.load(wasm, page, createCanvas, onProgress);
    return this.vision.info;
  }

  async analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis> {
    try {
      if (!this.vision) throw new VisionError('backend', 'a frame came before the models');
      return await this.vision.analyse(frame, now, options);
    } finally {
      frame.close();
    }
  }

  async readPhoto(photo: ImageBitmap): Promise<PhotoReading> {
    try {
      if (!this.vision) throw new VisionError('backend', 'a photo came before the models');
      return await this.vision.readPhoto(photo);
    } finally {
      photo.close();
    }
  }

  async measure(): Promise<number> {
    if (!this.vision) throw new VisionError('backend', 'a question came before the models');
    return this.vision.measure();
  }

  close(): void {
    this.vision = undefined;
  }
}

const createCanvas: CreateCanvas = (width, height) => {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
};

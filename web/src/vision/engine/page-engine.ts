import { VisionError } from '../errors';
import type {
  Analysis,
  CreateCanvas,
  FilmOptions,
  Frame,
  ModelFolders,
  OnProgress,
  PhotoReading,
  VisionInfo,
} from '../types';
import type { Engine } from './engine';
import type { Vision } from './vision';

/** Runs vision in the page's own thread, on wasm, for browsers whose workers lack something. */
export class PageEngine implements Engine {
  private readonly createCanvas: CreateCanvas;
  private vision: Vision | undefined;

  constructor(createCanvas: CreateCanvas) {
    this.createCanvas = createCanvas;
  }

  async load(models: ModelFolders, onProgress: OnProgress): Promise<VisionInfo> {
    const [{ Vision }, { wasm }] = await importVision();
    this.vision = await Vision.load(wasm, models, this.createCanvas, onProgress);
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

/** Few browsers need this code in the page, so only they fetch it. */
async function importVision() {
  try {
    return await Promise.all([import('./vision'), import('../tfjs/backends/wasm')]);
  } catch (cause) {
    throw new VisionError('network', `a part of the app did not arrive: ${cause}`, { cause });
  }
}

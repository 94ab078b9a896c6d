import type {
  Analysis,
  FilmOptions,
  Frame,
  ModelFolders,
  OnProgress,
  PhotoReading,
  VisionInfo,
} from '../types';

/** Where vision runs: in a worker or in the page's own thread. */
export interface Engine {
  /** @throws VisionError */
  load(models: ModelFolders, onProgress: OnProgress): Promise<VisionInfo>;

  /**
   * Takes the frame over and closes it. One frame at a time.
   *
   * @throws VisionError
   */
  analyse(frame: Frame, now: number, options: FilmOptions): Promise<Analysis>;

  /**
   * Takes the photo over and closes it.
   *
   * @throws VisionError
   */
  readPhoto(photo: ImageBitmap): Promise<PhotoReading>;

  /**
   * @returns the median milliseconds that one face takes: found and named.
   * @throws VisionError
   */
  measure(): Promise<number>;

  /** Frees everything; what is under way never answers. */
  close(): void;
}

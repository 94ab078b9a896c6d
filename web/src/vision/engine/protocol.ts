import type { VisionErrorKind } from '../errors';
import type { Analysis, FilmOptions, Frame, PhotoReading, VisionInfo } from '../types';

/**
 * What the page asks of the worker, one question at a time. The
 * worker's name is the model folders as JSON: a message would reach it only once the page is built.
 */
export type Request =
  | {
      readonly type: 'analyse';
      readonly frame: Frame;
      readonly now: number;
      readonly options: FilmOptions;
    }
  | { readonly type: 'photo'; readonly frame: ImageBitmap }
  | { readonly type: 'measure' };

/** What the worker says: that it has loaded, or failed to, then an answer a question. */
export type Reply =
  | { readonly type: 'progress'; readonly loaded: number; readonly total: number }
  | { readonly type: 'loaded'; readonly info: VisionInfo }
  | { readonly type: 'analysed'; readonly analysis: Analysis }
  | { readonly type: 'photo'; readonly reading: PhotoReading }
  | { readonly type: 'measured'; readonly milliseconds: number }
  | { readonly type: 'failed'; readonly kind: VisionErrorKind; readonly message: string };

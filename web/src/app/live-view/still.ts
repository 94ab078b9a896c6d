import type { FilmOptions, VisionClient } from '../../vision';
import { type FilmAnalysis, type FilmClock, inFilm } from '../live';
import { type Size, visiblePart } from '../overlay-geometry';

/** One frame of the film, and what it shows. */
export interface Still {
  /** The whole frame, as the camera gave it. */
  readonly image: ImageBitmap;
  readonly sight: FilmAnalysis;
}

/** Boxes and figures follow a face with a delay: after so many readings they have arrived, */
const READINGS = 4;
/** if so many seconds lie between two of them. */
const STEP = 0.2;

/**
 * Takes a frame of the film and reads this very frame: what was read last belongs to one before.
 *
 * @param view - the size of what shows the film.
 * @returns undefined where the film has no frame; the caller closes the image.
 * @throws VisionError where nothing on this device computes any longer.
 */
export async function takeStill(
  video: HTMLVideoElement,
  vision: VisionClient,
  options: FilmOptions & { readonly whole: boolean },
  view: Size,
  clock: FilmClock,
): Promise<Still | undefined> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) return undefined;
  const image = await createImageBitmap(video);
  const part = visiblePart(image, view, options.whole);
  let sight: FilmAnalysis | undefined;
  clock.held = true;
  try {
    for (let reading = 0; reading < READINGS; reading++) {
      const frame = await createImageBitmap(image, part.x, part.y, part.width, part.height);
      clock.skip(STEP);
      const analysis = await vision.analyse(frame, clock.at(performance.now() / 1000), options);
      if (analysis) sight = inFilm(analysis, part, image);
    }
  } catch (error) {
    image.close();
    throw error;
  } finally {
    clock.held = false;
  }
  if (sight) return { image, sight };
  image.close();
  return undefined;
}

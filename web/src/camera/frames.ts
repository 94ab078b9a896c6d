/** A frame of the film. */
export interface TakenFrame {
  readonly frame: VideoFrame | ImageBitmap;
  /** The part of the film that it shows, in the film's pixels; the frame may have fewer. */
  readonly part: FramePart;
}

/** Pixels that are worth reading: a bitmap with more is copied for nothing. */
const ENOUGH_PIXELS = 640 * 480;

/**
 * Calls back for each new frame of a playing video, at most once a display frame.
 *
 * @param onFrame - its promise is awaited: frames that come meanwhile are skipped.
 * @param minInterval - milliseconds between two frames, asked anew each time.
 * @returns a function that stops it.
 */
export function eachFrame(
  video: HTMLVideoElement,
  onFrame: (seconds: number) => Promise<void>,
  minInterval: () => number,
): () => void {
  let running = true;
  let last = Number.NEGATIVE_INFINITY;
  const cancel = { current: () => {} };

  const schedule = () => {
    if (!running) return;
    if ('requestVideoFrameCallback' in video) {
      const handle = video.requestVideoFrameCallback(tick);
      cancel.current = () => video.cancelVideoFrameCallback(handle);
    } else {
      const handle = requestAnimationFrame(tick);
      cancel.current = () => cancelAnimationFrame(handle);
    }
  };
  const tick = async (milliseconds: number) => {
    // A few milliseconds of grace: the clock of the display trembles around its period.
    if (milliseconds - last >= minInterval() - 4) {
      last = milliseconds;
      await onFrame(milliseconds / 1000);
    }
    schedule();
  };
  schedule();
  return () => {
    running = false;
    cancel.current();
  };
}

/** A part of a frame, in its pixels. */
export interface FramePart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Takes the middle of the video's current frame, or all of it where a part would cost more. The
 * caller closes it or hands it over.
 *
 * @param part - lies in the middle; its numbers are even.
 * @returns undefined where there is no frame to take yet.
 */
export async function takeFrame(
  video: HTMLVideoElement,
  part: FramePart,
): Promise<TakenFrame | undefined> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) {
    return undefined;
  }
  const taken = takeVideoFrame(video, part);
  if (taken) return taken;
  const { x, y, width, height } = part;
  const scale = Math.sqrt(ENOUGH_PIXELS / (width * height));
  const options: ImageBitmapOptions =
    scale < 1
      ? { resizeWidth: Math.round(width * scale), resizeHeight: Math.round(height * scale) }
      : {};
  try {
    return { frame: await createImageBitmap(video, x, y, width, height, options), part };
  } catch {
    // The video changed its size between the check and the copy: the next frame will do.
    return undefined;
  }
}

/** Costs the page's thread almost nothing, unlike an ImageBitmap, which converts the colours. */
function takeVideoFrame(video: HTMLVideoElement, part: FramePart): TakenFrame | undefined {
  // Marks the browsers whose cameras are known to give good ones; others have turned them.
  if (!('MediaStreamTrackProcessor' in globalThis) || typeof VideoFrame !== 'function') {
    return undefined;
  }
  try {
    const frame = new VideoFrame(video);
    const { displayWidth, displayHeight, visibleRect } = frame;
    if (displayWidth === video.videoWidth && displayHeight === video.videoHeight) {
      const isWhole = part.width === displayWidth && part.height === displayHeight;
      // Where the pixels are stored as they are shown, a part costs nothing.
      if (isWhole || !visibleRect || visibleRect.width !== displayWidth) {
        return { frame, part: { x: 0, y: 0, width: displayWidth, height: displayHeight } };
      }
      const cut = new VideoFrame(frame, { visibleRect: within(visibleRect, part) });
      frame.close();
      return { frame: cut, part };
    }
    frame.close();
  } catch {
    // The video has no frame at this moment.
  }
  return undefined;
}

function within({ x, y }: DOMRectReadOnly, part: FramePart): DOMRectInit {
  return { x: x + part.x, y: y + part.y, width: part.width, height: part.height };
}

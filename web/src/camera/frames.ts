/** One frame of the film, or undefined where there is none to take yet. */
export type TakenFrame = VideoFrame | ImageBitmap | undefined;

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

/** Takes the video's current frame. The caller closes it or hands it over. */
export async function takeFrame(video: HTMLVideoElement): Promise<TakenFrame> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) {
    return undefined;
  }
  const frame = takeVideoFrame(video);
  if (frame) return frame;
  try {
    return await createImageBitmap(video);
  } catch {
    // The video changed its size between the check and the copy: the next frame will do.
    return undefined;
  }
}

/** Costs the page's thread almost nothing, unlike an ImageBitmap, which converts the colours. */
function takeVideoFrame(video: HTMLVideoElement): VideoFrame | undefined {
  // Marks the browsers whose cameras are known to give good ones; others have turned them.
  if (!('MediaStreamTrackProcessor' in globalThis) || typeof VideoFrame !== 'function') {
    return undefined;
  }
  try {
    const frame = new VideoFrame(video);
    const upright =
      frame.displayWidth === video.videoWidth && frame.displayHeight === video.videoHeight;
    if (upright) return frame;
    frame.close();
  } catch {
    // The video has no frame at this moment.
  }
  return undefined;
}

/** Milliseconds between two looks at the film. */
const TICK = 500;
/** Looks without a new frame after which the film stands still: 3 s. */
const MAX_LOOKS = 6;

/**
 * Notices when a camera that is on gives no frames, as a virtual camera without a source does, and
 * when they come again.
 *
 * @param video - plays the camera's film; it is started again where the browser paused it.
 * @param onChange - receives whether the film stands still.
 * @returns a function that ends the watch.
 */
export function watchStillness(
  video: HTMLVideoElement,
  onChange: (still: boolean) => void,
): () => void {
  let frames = framesOf(video);
  // Looks, not a clock: a device asleep stops the film and the looks alike.
  let looks = 0;
  const timer = setInterval(() => {
    if (document.hidden) return;
    if (video.paused) video.play().catch(() => {});
    const now = framesOf(video);
    const still = now === frames;
    frames = now;
    if (!still && looks >= MAX_LOOKS) onChange(false);
    looks = still ? looks + 1 : 0;
    if (looks === MAX_LOOKS) onChange(true);
  }, TICK);
  return () => clearInterval(timer);
}

/** Grows with each frame. */
function framesOf(video: HTMLVideoElement): number {
  return video.getVideoPlaybackQuality?.().totalVideoFrames ?? video.currentTime;
}

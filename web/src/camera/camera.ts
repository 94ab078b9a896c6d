import { CameraError, toCameraError } from './camera-error';

const CONSTRAINTS: MediaStreamConstraints = {
  audio: false,
  video: {
    facingMode: 'user',
    width: { ideal: 640, max: 1280 },
    height: { ideal: 480, max: 1280 },
    frameRate: { ideal: 30 },
  },
};

/** A camera in use. */
export interface Camera {
  readonly stream: MediaStream;
  /** Switches the camera off. */
  close(): void;
}

/**
 * Asks for the front camera.
 *
 * @param onLost - called once if the camera goes away by itself.
 * @throws CameraError
 */
export async function openCamera(onLost: (error: CameraError) => void): Promise<Camera> {
  if (!globalThis.isSecureContext) {
    throw new CameraError('insecure', 'the page is not a secure context');
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new CameraError('unsupported', 'navigator.mediaDevices.getUserMedia is missing');
  }
  const stream = await request();
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  // stop() does not fire `ended`: this is the camera leaving by itself.
  stream
    .getVideoTracks()[0]
    ?.addEventListener('ended', () => onLost(new CameraError('lost', 'the video track ended')), {
      once: true,
    });
  return { stream, close };
}

async function request(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(CONSTRAINTS);
  } catch (cause) {
    const error = toCameraError(cause);
    if (error.kind !== 'unsuitable') throw error;
  }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: true });
  } catch (cause) {
    throw toCameraError(cause);
  }
}

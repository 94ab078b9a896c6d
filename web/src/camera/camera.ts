import { CameraError, toCameraError } from './camera-error';

/** Which camera to open: the one that looks this way, or one by its id. */
export type CameraChoice =
  | { readonly facing: 'user' | 'environment' }
  | { readonly device: string };

const FRONT: CameraChoice = { facing: 'user' };

const PICTURE: MediaTrackConstraints = {
  width: { ideal: 640, max: 1280 },
  height: { ideal: 480, max: 1280 },
  frameRate: { ideal: 30 },
};

/** A camera in use. */
export interface Camera {
  readonly stream: MediaStream;
  /** Switches the camera off. */
  close(): void;
}

/**
 * Asks for a camera.
 *
 * @param onLost - called once if the camera goes away by itself.
 * @throws CameraError
 */
export async function openCamera(
  onLost: (error: CameraError) => void,
  choice = FRONT,
): Promise<Camera> {
  if (!globalThis.isSecureContext) {
    throw new CameraError('insecure', 'the page is not a secure context');
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new CameraError('unsupported', 'navigator.mediaDevices.getUserMedia is missing');
  }
  const stream = await request(choice);
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

async function request(choice: CameraChoice): Promise<MediaStream> {
  const which =
    'facing' in choice ? { facingMode: choice.facing } : { deviceId: { exact: choice.device } };
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { ...which, ...PICTURE },
    });
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

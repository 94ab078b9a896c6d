import { CameraError, toCameraError } from './camera-error';

/** Which camera to open: the one that looks this way, or one by its id. */
export type CameraChoice =
  | { readonly facing: 'user' | 'environment' }
  | { readonly device: string };

/** Milliseconds a camera may give no picture. */
const MAX_SILENCE = 3000;

const FRONT: CameraChoice = { facing: 'user' };

const PICTURE: MediaTrackConstraints & { readonly resizeMode: ConstrainDOMString } = {
  width: { ideal: 640, max: 1280 },
  height: { ideal: 480, max: 1280 },
  frameRate: { ideal: 30 },
  // Else Chrome cuts the picture to the ideal size's shape: half a portrait camera's view is lost.
  resizeMode: { ideal: 'none' },
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
  choice: CameraChoice = FRONT,
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
  const track = stream.getVideoTracks()[0];
  if (track) reportLoss(track, onLost);
  return { stream, close };
}

/** stop() fires neither of these events: this is the camera leaving by itself. */
function reportLoss(track: MediaStreamTrack, onLost: (error: CameraError) => void): void {
  const lost = (message: string) => onLost(new CameraError('lost', message));
  track.addEventListener('ended', () => lost('the video track ended'), { once: true });
  // iOS mutes the track when another app takes the camera, and for a moment at other times too.
  track.addEventListener('mute', () => {
    setTimeout(() => {
      const gone = track.muted && track.readyState === 'live' && !document.hidden;
      if (gone) lost('the video track was muted');
    }, MAX_SILENCE);
  });
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

import { CameraError, type CameraErrorKind, toCameraError } from './camera-error';
import { type CameraChoice, listCameras } from './cameras';
import { cameraPermission } from './permission';

const FRONT: CameraChoice = { facing: 'user' };

const PICTURE: MediaTrackConstraints & { readonly resizeMode: ConstrainDOMString } = {
  width: { ideal: 1280, max: 1280 },
  height: { ideal: 720, max: 1280 },
  frameRate: { ideal: 30 },
  // Else Chrome cuts the picture to the ideal size's shape: half a portrait camera's view is lost.
  resizeMode: { ideal: 'none' },
};

/** Another camera will not help against these. */
const FINAL: readonly CameraErrorKind[] = ['refused', 'insecure', 'unsupported'];

/** A camera in use. */
export interface Camera {
  readonly stream: MediaStream;
  /** Why it is not the one that was asked for; undefined where it is. */
  readonly insteadOf: CameraError | undefined;
  /** Switches the camera off. */
  close(): void;
}

/**
 * Asks for a camera. Where it does not start, another one takes its place.
 *
 * @param onLost - called once if the camera goes away by itself.
 * @throws CameraError why the camera that was asked for did not start.
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
  const { stream, insteadOf } = await requestOne(choice);
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const [track] = stream.getVideoTracks();
  if (track) void reportLoss(track, onLost);
  return { stream, insteadOf, close };
}

/** stop() does not fire this event: the camera left by itself. */
async function reportLoss(
  track: MediaStreamTrack,
  onLost: (error: CameraError) => void,
): Promise<void> {
  const allowed = cameraPermission().then((status) => status?.state === 'granted');
  track.addEventListener(
    'ended',
    async () => {
      // Some browsers never say "granted": nothing follows from their silence.
      const revoked = (await allowed) && (await cameraPermission())?.state !== 'granted';
      onLost(
        revoked
          ? new CameraError('refused', 'the permission was taken back')
          : new CameraError('lost', 'the video track ended'),
      );
    },
    { once: true },
  );
}

async function requestOne(choice: CameraChoice): Promise<Pick<Camera, 'stream' | 'insteadOf'>> {
  let first: CameraError | undefined;
  for await (const constraints of inTurn(choice)) {
    try {
      return { stream: await request(constraints), insteadOf: first };
    } catch (cause) {
      const error = toCameraError(cause);
      if (FINAL.includes(error.kind)) throw error;
      first ??= error;
    }
  }
  throw first ?? new CameraError('absent', 'there is no camera to ask for');
}

/** What to ask for, the best first. */
async function* inTurn(choice: CameraChoice): AsyncGenerator<MediaTrackConstraints | true> {
  yield { ...toConstraints(choice), ...PICTURE };
  if (choice !== FRONT) yield { ...toConstraints(FRONT), ...PICTURE };
  for (const { id } of await listCameras()) {
    const known = id !== '' && !('device' in choice && choice.device === id);
    if (known) yield { ...toConstraints({ device: id }), ...PICTURE };
  }
  yield true;
}

function toConstraints(choice: CameraChoice): MediaTrackConstraints {
  return 'facing' in choice
    ? { facingMode: choice.facing }
    : { deviceId: { exact: choice.device } };
}

function request(video: MediaTrackConstraints | true): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ audio: false, video });
}

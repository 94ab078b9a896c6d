/** Which camera to open: the one that looks this way, or one by its id. */
export type CameraChoice =
  | { readonly facing: 'user' | 'environment' }
  | { readonly device: string };

/** A camera the user may pick. */
export interface CameraDevice {
  readonly id: string;
  /** As the system calls it; empty before a camera was allowed. */
  readonly label: string;
}

/** The cameras of this device. */
export async function listCameras(): Promise<readonly CameraDevice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** The device behind a stream. */
export function deviceOf(stream: MediaStream): string | undefined {
  return stream.getVideoTracks()[0]?.getSettings().deviceId;
}

/** Whether the camera looks away from the user. Webcams do not say, and look at the user. */
export function looksAway(stream: MediaStream): boolean {
  return stream.getVideoTracks()[0]?.getSettings().facingMode === 'environment';
}

/**
 * The camera that a press on "switch" means: the other side of a phone, which may have several
 * lenses there, else the next one in the list.
 *
 * @returns undefined where there is only one.
 */
export function nextCamera(
  stream: MediaStream,
  cameras: readonly CameraDevice[],
): CameraChoice | undefined {
  if (cameras.length < 2) return undefined;
  const facing = stream.getVideoTracks()[0]?.getSettings().facingMode;
  if (facing === 'user') return { facing: 'environment' };
  if (facing === 'environment') return { facing: 'user' };
  const current = cameras.findIndex(({ id }) => id === deviceOf(stream));
  const next = cameras[(current + 1) % cameras.length];
  return next && { device: next.id };
}

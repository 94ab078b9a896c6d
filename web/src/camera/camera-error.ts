/**
 * - `insecure`: the page is not served over HTTPS, so the browser hides the camera.
 * - `unsupported`: the browser has no camera interface, as in many in-app browsers.
 * - `refused`: the user, the browser or the system does not allow the camera.
 * - `absent`: there is no camera.
 * - `busy`: another program holds the camera.
 * - `unsuitable`: no camera meets what was asked for.
 * - `lost`: the camera was unplugged or taken away while in use.
 * - `unknown`: anything else.
 */
export type CameraErrorKind =
  | 'insecure'
  | 'unsupported'
  | 'refused'
  | 'absent'
  | 'busy'
  | 'unsuitable'
  | 'lost'
  | 'unknown';

/** Why there is no picture. `message` is for developers. */
export class CameraError extends Error {
  readonly kind: CameraErrorKind;

  constructor(kind: CameraErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CameraError';
    this.kind = kind;
  }
}

const KIND_OF_NAME: Readonly<Record<string, CameraErrorKind>> = {
  NotAllowedError: 'refused',
  // Chrome's and Firefox's names before the specification settled.
  PermissionDeniedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  DevicesNotFoundError: 'absent',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
  OverconstrainedError: 'unsuitable',
};

/** Sorts what getUserMedia rejects with. */
export function toCameraError(cause: unknown): CameraError {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  return new CameraError(KIND_OF_NAME[name] ?? 'unknown', `${name}: ${message}`, { cause });
}

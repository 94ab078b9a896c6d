/**
 * - `network`: a file could not be fetched.
 * - `corrupt`: a file arrived, but is not the one the manifest promises.
 * - `manifest`: the manifest does not follow its schema.
 * - `backend`: no way of computing on this device gives right answers.
 */
export type VisionErrorKind = 'network' | 'corrupt' | 'manifest' | 'backend';

/** Why the models could not be loaded or run. `message` is for developers. */
export class VisionError extends Error {
  readonly kind: VisionErrorKind;

  constructor(kind: VisionErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VisionError';
    this.kind = kind;
  }
}

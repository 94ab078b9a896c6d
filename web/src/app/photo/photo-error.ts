/**
 * - `notImage`: the file is no picture.
 * - `unsupported`: it is one, of a kind that this browser cannot read.
 * - `damaged`: it is cut short or broken.
 * - `tooLarge`: decoding it could take more memory than a phone has.
 */
export type PhotoErrorKind = 'notImage' | 'unsupported' | 'damaged' | 'tooLarge';

/** Why a file gives no photo. `message` is for developers. */
export class PhotoError extends Error {
  readonly kind: PhotoErrorKind;

  constructor(kind: PhotoErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PhotoError';
    this.kind = kind;
  }
}

/**
 * - `unreadable`: the file cannot be opened: it was moved or deleted, or is a folder.
 * - `notImage`: the file is no picture.
 * - `unsupported`: it is one, or a film, of a kind that this browser does not read.
 * - `damaged`: it is cut short or broken.
 * - `tooLarge`: decoding it could take more memory than a phone has.
 */
export type PhotoErrorKind = 'unreadable' | 'notImage' | 'unsupported' | 'damaged' | 'tooLarge';

/** Why a file gives no photo. `message` is for developers. */
export class PhotoError extends Error {
  readonly kind: PhotoErrorKind;

  constructor(kind: PhotoErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PhotoError';
    this.kind = kind;
  }
}

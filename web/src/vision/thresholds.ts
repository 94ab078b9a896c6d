/**
 * From where on something counts as a face. Scores are the detector's and presences those of the
 * network `follow`; all are 0..1. Chosen by `python -m bench thresholds`, which draws the curve of
 * faces found against false faces; see docs/experiments/thresholds.md.
 */
export interface Thresholds {
  /** The score of a new face in a look at a wide square, where it is small. */
  readonly farScore: number;
  /** The score of a new face in a look at its own region. */
  readonly closeScore: number;
  /** The score in a wide look from which a face needs no close look where its presence is sure. */
  readonly sureScore: number;
  /** The presence of what the detector then looks at closely. */
  readonly likelyFace: number;
  /** The presence at which a new face is shown at once. */
  readonly sureFace: number;
  /** The presence at which a new face is shown once it had it for `framesOfNewFace` frames. */
  readonly newFace: number;
  readonly framesOfNewFace: number;
  /** The presence at which a face that was lost is back. */
  readonly backFace: number;
  /** The presence below which a face that is followed is not there. */
  readonly keptFace: number;
  /** The score of a face in a photo in the first looks. */
  readonly photoFarScore: number;
  /** The score of a face in a photo in the look at its own region. */
  readonly photoCloseScore: number;
  /** The presence of a face in a photo. */
  readonly photoFace: number;
}

export const THRESHOLDS: Thresholds = {
  farScore: 0.1,
  closeScore: 0.3,
  sureScore: 0.5,
  likelyFace: 0.3,
  sureFace: 0.99,
  newFace: 0.9,
  framesOfNewFace: 3,
  backFace: 0.7,
  keptFace: 0.35,
  photoFarScore: 0.5,
  photoCloseScore: 0.75,
  photoFace: 0.8,
};

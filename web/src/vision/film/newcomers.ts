import { type Detection, isSameFace, keepBest } from '../faces/blazeface';
import type { Thresholds } from '../thresholds';
import type { FaceFinder, FoundFace } from './face-finder';
import { regionOf } from './search';

/** Candidates that are judged in one frame, the surest. */
const MAX_CANDIDATES = 4;
/** Candidates that the detector looks at closely in one frame. */
const MAX_CLOSE_LOOKS = 2;
/** Seconds for which something that proved to be no face is not looked at closely again. */
const REFUSED = 0.5;
/** But it is where the detector becomes surer of it by this much. */
const CLEARLY_SURER = 0.15;

/** Something that was looked at closely and proved to be no face. */
interface Refused {
  readonly face: Detection;
  /** Seconds. */
  readonly time: number;
}

/** New faces of one frame. */
export interface Found {
  /** Seen in a wide look only, where the detector's keypoints are coarse. */
  readonly far: readonly FoundFace[];
  /** Seen in a close look. */
  readonly close: readonly FoundFace[];
}

/** Tells new faces from what the detector takes for faces in its wide looks. */
export class Newcomers {
  private readonly thresholds: Thresholds;
  private refused: readonly Refused[] = [];

  constructor(thresholds: Thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * Judges candidates with the network `follow`, which costs a fifth of the detector. Those both are
   * sure of are faces. At the other likely ones the detector looks closely.
   *
   * @param candidates - seen in wide looks; none is followed.
   * @param now - seconds.
   */
  async find(finder: FaceFinder, candidates: readonly Detection[], now: number): Promise<Found> {
    const { likelyFace, sureScore, sureFace, keptFace, newFace, closeScore } = this.thresholds;
    const best = keepBest(candidates).slice(0, MAX_CANDIDATES);
    const likely = await finder.confirm(best, likelyFace, likelyFace);
    const far = likely.filter(
      ({ face, judgement }) => face.score >= sureScore && judgement.presence >= sureFace,
    );
    this.refused = this.refused.filter(({ time }) => now - time < REFUSED);
    const doubtful = likely
      .filter((found) => !far.includes(found))
      .map(({ face }) => face)
      .filter((face) => !this.isRefused(face))
      .slice(0, MAX_CLOSE_LOOKS);
    const seen: Detection[] = [];
    for (const { box } of doubtful) {
      const faces = await finder.look(regionOf(box), closeScore);
      seen.push(...faces.filter((face) => isSameFace(face.box, box)));
    }
    const close = await finder.confirm(keepBest(seen), keptFace, newFace);
    const wrong = doubtful.filter(
      ({ box }) => !close.some(({ face }) => isSameFace(face.box, box)),
    );
    this.refused = [...this.refused, ...wrong.map((face) => ({ face, time: now }))];
    return { far, close };
  }

  private isRefused({ box, score }: Detection): boolean {
    return this.refused.some(
      ({ face }) => isSameFace(face.box, box) && score < face.score + CLEARLY_SURER,
    );
  }
}

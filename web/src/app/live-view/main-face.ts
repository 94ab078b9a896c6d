import type { FaceReading } from '../../vision/face-reading';
import { sideOf } from '../../vision/geometry';

/** Another face must be this many times larger to become the main one. */
const LEAD = 1.15;

/**
 * The face that the bars show: the largest one, and the same one as before while no other is
 * clearly larger.
 *
 * @param previous - the id of the main face so far.
 */
export function mainFace(
  faces: readonly FaceReading[],
  previous: number | undefined,
): FaceReading | undefined {
  const size = ({ id, box }: FaceReading) => sideOf(box) * (id === previous ? LEAD : 1);
  return faces.reduce<FaceReading | undefined>(
    (best, face) => (best && size(best) >= size(face) ? best : face),
    undefined,
  );
}

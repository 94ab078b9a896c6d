import { sideOf } from '../../vision';
import type { SeenFace } from '../doubt';

/** Another face must be this many times larger to become the main one. */
const LEAD = 1.15;

/**
 * The face that the bars show: the one the user chose, else the largest one that can be read well,
 * and the same one as before while no other is clearly larger.
 *
 * @param previous - the id of the main face so far.
 * @param chosen - the id of the face the user chose.
 */
export function mainFace(
  faces: readonly SeenFace[],
  previous: number | undefined,
  chosen: number | undefined,
): SeenFace | undefined {
  const picked = faces.find(({ id }) => id === chosen);
  if (picked) return picked;
  const clear = faces.filter(({ doubt }) => !doubt);
  const size = ({ id, box }: SeenFace) => sideOf(box) * (id === previous ? LEAD : 1);
  return (clear.length > 0 ? clear : faces).reduce<SeenFace | undefined>(
    (best, face) => (best && size(best) >= size(face) ? best : face),
    undefined,
  );
}

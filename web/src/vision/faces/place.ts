import type { Crop } from './alignment';

/**
 * Where a face truly lies in a crop, as the network `follow` answers. The frame's centre is
 * `right` and `down` crop sides off the crop's, along the crop's own axes. Its side is
 * 2 ** `growth` crop sides. It is turned `turn` radians clockwise against the crop.
 */
export interface Place {
  readonly right: number;
  readonly down: number;
  readonly growth: number;
  readonly turn: number;
}

/** The frame of a face that was found at a place of a crop. */
export function frameAt({ centre, side, angle }: Crop, place: Place): Crop {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return {
    centre: {
      x: centre.x + (place.right * cos - place.down * sin) * side,
      y: centre.y + (place.right * sin + place.down * cos) * side,
    },
    side: side * 2 ** place.growth,
    angle: angle + place.turn,
  };
}

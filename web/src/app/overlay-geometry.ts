import type { Box } from '../vision/geometry';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where a box of the film lies on the screen, in CSS pixels of the view, when the film fills the
 * view as `object-fit: cover` does.
 *
 * @param box - in pixels of the unmirrored film.
 * @param mirrored - whether the film is shown left to right.
 */
export function toView(box: Box, film: Size, view: Size, mirrored: boolean): Box {
  const scale = Math.max(view.width / film.width, view.height / film.height);
  const left = (view.width - film.width * scale) / 2;
  const top = (view.height - film.height * scale) / 2;
  const width = box.width * scale;
  return {
    x: mirrored ? view.width - (left + box.x * scale) - width : left + box.x * scale,
    y: top + box.y * scale,
    width,
    height: box.height * scale,
  };
}

/**
 * Where a label goes: centred above its box, or inside its upper edge where there is no room, and
 * never beyond the view.
 *
 * @returns the label's top left corner.
 */
export function placeLabel(box: Box, label: Size, view: Size): { x: number; y: number } {
  const gap = 8;
  const above = box.y - label.height - gap;
  const x = box.x + (box.width - label.width) / 2;
  const y = above >= gap ? above : box.y + gap;
  return {
    x: clamp(x, gap, view.width - label.width - gap),
    y: clamp(y, gap, view.height - label.height - gap),
  };
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}

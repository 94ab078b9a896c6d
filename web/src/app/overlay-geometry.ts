import type { Box } from '../vision';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the film lies in the view. */
export interface Projection {
  /** The film's size, in its own pixels. */
  readonly film: Size;
  /** The view's size, in CSS pixels. */
  readonly view: Size;
  /** Show the whole film, with bars beside it; else it fills the view and its edges are cut off. */
  readonly whole: boolean;
  /** Whether the film is shown left to right. */
  readonly mirrored: boolean;
}

/** Where a box of the unmirrored film lies in the view. */
export function toView(box: Box, { film, view, whole, mirrored }: Projection): Box {
  const scale = scaleOf(film, view, whole);
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
 * The part of the film that can be seen, in film pixels. Its sides and its corner are even, for
 * cameras store one colour for two by two pixels.
 */
export function visiblePart(film: Size, view: Size, whole: boolean): Box {
  if (whole || view.width <= 0 || view.height <= 0) return { x: 0, y: 0, ...film };
  const scale = scaleOf(film, view, whole);
  const axis = (length: number, shown: number) => {
    const cut = 2 * Math.floor(Math.max(0, length - shown / scale) / 4);
    return { start: cut, length: length - 2 * cut };
  };
  const across = axis(film.width, view.width);
  const down = axis(film.height, view.height);
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}

function scaleOf(film: Size, view: Size, whole: boolean): number {
  const scales = [view.width / film.width, view.height / film.height] as const;
  return whole ? Math.min(...scales) : Math.max(...scales);
}

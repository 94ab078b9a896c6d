import { useEffect, useRef } from 'react';
import { drawLane, type Range, type Stay } from './lanes';
import type { FaceMoment } from './recorder';

interface Props {
  readonly stays: readonly Stay[];
  readonly range: Range;
  readonly strengthOf: (moment: FaceMoment) => number;
  /** Seconds. */
  readonly markers: readonly number[];
}

/** How strong one thing was over time. Its colours are those of the page. */
export function Lane({ stays, range, strengthOf, markers }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current as HTMLCanvasElement;
    const context = element.getContext('2d');
    const ratio = Math.min(3, devicePixelRatio);
    const width = Math.round(element.clientWidth * ratio);
    const height = Math.round(element.clientHeight * ratio);
    if (!context || width === 0) return;
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    const { color, borderBottomColor, outlineColor } = getComputedStyle(element);
    const colours = { lane: color, line: borderBottomColor, marker: outlineColor };
    const { from, to } = range;
    drawLane(context, stays, { from, to: Math.max(to, from + 1) }, strengthOf, markers, colours);
  });
  return <canvas ref={canvas} className="lane" />;
}

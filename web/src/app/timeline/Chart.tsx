import { useEffect, useMemo, useRef } from 'react';
import { isKnown } from '../theme/palette';
import { currentPalette } from '../theme/use-theme';
import { drawLanes } from './lanes';

interface Props {
  readonly moments: Parameters<typeof drawLanes>[1];
  readonly from: number;
  readonly to: number;
  readonly emotions: readonly string[];
  readonly label: string;
}

/** The lanes of one face. */
export function Chart({ moments, from, to, emotions, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ratio = useMemo(() => Math.min(3, devicePixelRatio), []);
  useEffect(() => {
    const element = canvas.current as HTMLCanvasElement;
    const context = element.getContext('2d');
    const width = Math.round(element.clientWidth * ratio);
    const height = Math.round(element.clientHeight * ratio);
    if (!context || width === 0) return;
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    const palette = currentPalette();
    const colours = emotions.map((emotion) =>
      isKnown(emotion) ? palette.emotions[emotion] : palette.softInk,
    );
    const line = getComputedStyle(element).getPropertyValue('border-bottom-color');
    drawLanes(context, moments, { from, to: Math.max(to, from + 1) }, colours, line);
  });
  return <canvas ref={canvas} role="img" aria-label={label} />;
}

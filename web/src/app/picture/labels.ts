import type { FaceReading } from '../../vision/face-reading';
import type { Box } from '../../vision/geometry';
import { markPath } from '../emotion-mark';
import { placeLabel } from '../overlay-geometry';
import { isKnown, type Palette } from '../theme/palette';

/** What of a face is written: nothing is named that the network is not sure of. */
export interface LabelledFace {
  readonly face: FaceReading;
  readonly text: string;
}

/** The picture's shorter side has this many lines of text. */
const LINES = 22;

/**
 * Draws boxes and labels into a picture, as large as the picture asks for.
 *
 * @param mirrored - whether the picture has been drawn left to right.
 */
export function drawLabels(
  context: CanvasRenderingContext2D,
  faces: readonly LabelledFace[],
  palette: Palette,
  mirrored: boolean,
): void {
  const { width, height } = context.canvas;
  const line = Math.max(11, Math.min(width, height) / LINES);
  const sorted = [...faces].sort((a, b) => a.face.box.width - b.face.box.width);
  for (const { face, text } of sorted) {
    const x = mirrored ? width - face.box.x - face.box.width : face.box.x;
    const colour =
      face.certain && isKnown(face.emotion) ? palette.emotions[face.emotion] : palette.softInk;
    drawBox(context, { ...face.box, x }, colour, palette, line);
    drawChip(context, { ...face.box, x }, text, face, colour, palette, line);
  }
}

function drawBox(
  context: CanvasRenderingContext2D,
  box: Box,
  colour: string,
  palette: Palette,
  line: number,
): void {
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, line * 0.6);
  context.strokeStyle = `rgb(${palette.glass.rgb.join(' ')} / ${palette.glass.alpha})`;
  context.lineWidth = line * 0.24;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = line * 0.13;
  context.stroke();
}

function drawChip(
  context: CanvasRenderingContext2D,
  box: Box,
  text: string,
  face: FaceReading,
  colour: string,
  palette: Palette,
  line: number,
): void {
  const { width, height } = context.canvas;
  context.font = `600 ${line * 0.85}px system-ui, sans-serif`;
  const mark = line * 1.15;
  const padding = line * 0.4;
  const size = {
    width: context.measureText(text).width + mark + 3 * padding,
    height: line * 1.6,
  };
  const { x, y } = placeLabel(box, size, { width, height });
  context.fillStyle = `rgb(${palette.glass.rgb.join(' ')} / ${palette.glass.alpha})`;
  context.beginPath();
  context.roundRect(x, y, size.width, size.height, size.height / 2);
  context.fill();

  context.save();
  context.translate(x + padding, y + (size.height - mark) / 2);
  context.scale(mark / 24, mark / 24);
  context.strokeStyle = colour;
  context.lineWidth = 2.2;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke(new Path2D(markPath(face.certain ? face.emotion : undefined)));
  context.restore();

  context.fillStyle = palette.ink;
  context.textBaseline = 'middle';
  context.fillText(text, x + mark + 2 * padding, y + size.height / 2);
}

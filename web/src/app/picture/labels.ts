import type { Box } from '../../vision';
import type { SeenFace } from '../doubt';
import { markPath } from '../emotion-mark';
import { placeLabel } from '../label-placement';
import { isKnown, PALETTES } from '../theme/palette';

/** What of a face is written: nothing is named that the network is not sure of. */
export interface LabelledFace {
  readonly face: SeenFace;
  readonly text: string;
}

/** Over a picture, as over the film. */
const PALETTE = PALETTES.dark;
const GLASS = `rgb(${PALETTE.glass.rgb.join(' ')} / ${PALETTE.glass.alpha})`;
/** The picture's shorter side has this many lines of text, */
const LINES = 26;
/** and no line is lower than this on the screen; CSS pixels. */
const MIN_LINE = 14;
/** The words of a label may be this many times as wide as one of several faces. */
const MAX_WIDTH = 2.6;

/**
 * Draws boxes and labels into a picture, as large as the picture asks for. Of several faces each
 * has its number.
 *
 * @param faces - their boxes are in pixels of the canvas.
 */
export function drawLabels(
  context: CanvasRenderingContext2D,
  faces: readonly LabelledFace[],
): void {
  const { width, height } = context.canvas;
  const pixels = width / (context.canvas.clientWidth || width);
  const line = Math.max(11, Math.min(width, height) / LINES, MIN_LINE * pixels);
  const room = { x: 0, y: 0, width, height };
  const boxes = faces.map(({ face }) => face.box);
  const taken: Box[] = [];
  for (const { face, text } of faces) {
    const colour =
      face.certain && isKnown(face.emotion) ? PALETTE.emotions[face.emotion] : PALETTE.softInk;
    drawBox(context, face.box, colour, line);
    context.font = `600 ${line * 0.85}px system-ui, sans-serif`;
    const fits = context.measureText(text).width <= MAX_WIDTH * face.box.width;
    const words = faces.length > 1 ? `${face.id}${fits ? `  ${text}` : ''}` : text;
    const size = {
      width: context.measureText(words).width + 2.35 * line,
      height: line * 1.6,
    };
    const others = boxes.filter((box) => box !== face.box);
    const at =
      placeLabel(face.box, size, room, taken, others) ?? placeLabel(face.box, size, room, []);
    if (!at) continue;
    taken.push({ ...at, ...size });
    drawChip(context, { ...at, ...size }, words, face, colour, line);
  }
}

function drawBox(context: CanvasRenderingContext2D, box: Box, colour: string, line: number): void {
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, line * 0.6);
  context.strokeStyle = GLASS;
  context.lineWidth = line * 0.24;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = line * 0.13;
  context.stroke();
}

function drawChip(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  text: string,
  face: SeenFace,
  colour: string,
  line: number,
): void {
  const mark = line * 1.15;
  const padding = line * 0.4;
  context.fillStyle = GLASS;
  context.beginPath();
  context.roundRect(x, y, width, height, height / 2);
  context.fill();

  context.save();
  context.translate(x + padding, y + (height - mark) / 2);
  context.scale(mark / 24, mark / 24);
  context.strokeStyle = colour;
  context.lineWidth = 2.2;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke(new Path2D(markPath(face.certain ? face.emotion : undefined)));
  context.restore();

  context.fillStyle = PALETTE.ink;
  context.textBaseline = 'middle';
  context.fillText(text, x + mark + 2 * padding, y + height / 2);
}

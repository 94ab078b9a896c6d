import type { Box } from '../vision';
import type { SeenFace } from './doubt';
import { markPath } from './emotion-mark';
import { overlap, type Placement, placeLabel } from './label-placement';
import { Motion } from './motion';
import { type Projection, type Size, toView } from './overlay-geometry';

/** What a face's label needs of the page. */
export interface FaceOptions {
  /** In the order of a face's probabilities. */
  readonly emotions: () => readonly string[];
  /** Words for a face. */
  readonly describe: (face: SeenFace) => string;
  /** The name of the button that makes a face the main one. */
  readonly nameOf: (face: SeenFace) => string;
  readonly onPick: (face: number) => void;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Milliseconds between two figures for the same emotion: faster ones cannot be read. */
const FIGURE_INTERVAL = 250;
/** CSS pixels: what is smaller is hard to hit with a finger. */
const MIN_TARGET = 44;
/** CSS pixels: a label with words is more than twice as wide. */
const SMALL_FACE = 48;

/** One face on the overlay: its box, its label, and the button that makes it the main one. */
export class DrawnFace {
  readonly motion: Motion;
  private readonly box = document.createElement('div');
  private readonly label = document.createElement('div');
  private readonly target = document.createElement('button');
  private readonly mark = document.createElementNS(SVG, 'path');
  private readonly text = document.createElement('span');
  private readonly bars = document.createElement('span');
  private labelSize: Size = { width: 0, height: 0 };
  private emotion: string | undefined;
  private written = Number.NEGATIVE_INFINITY;
  private placement: Placement | undefined;
  private drawn = '';
  private ranked = '';
  private short = false;

  constructor(layer: HTMLElement, face: SeenFace, now: number, options: FaceOptions) {
    const { id } = face;
    this.motion = new Motion(face.box, now);
    this.box.className = 'face-box';
    this.label.className = 'face-label';
    this.target.className = 'face-target';
    this.target.type = 'button';
    this.target.hidden = true;
    this.target.setAttribute('aria-label', options.nameOf(face));
    this.target.addEventListener('click', () => options.onPick(id));
    const number = document.createElement('span');
    number.className = 'face-number';
    number.textContent = String(id);
    const icon = document.createElementNS(SVG, 'svg');
    icon.setAttribute('class', 'emotion-mark');
    icon.setAttribute('viewBox', '0 0 24 24');
    icon.append(this.mark);
    this.bars.className = 'face-bars';
    this.bars.hidden = true;
    for (const emotion of options.emotions()) {
      const bar = document.createElement('i');
      bar.dataset.emotion = emotion;
      this.bars.append(bar);
    }
    this.text.className = 'face-text';
    this.label.append(number, icon, this.text, this.bars);
    for (const element of [this.box, this.label]) element.setAttribute('aria-hidden', 'true');
    for (const element of [this.box, this.label, this.target]) {
      element.dataset.face = String(id);
      layer.append(element);
    }
  }

  write(face: SeenFace, text: string, now: number): void {
    const emotion = face.certain ? face.emotion : '';
    if (emotion === this.emotion && now - this.written < FIGURE_INTERVAL) return;
    this.written = now;
    if (emotion !== this.emotion) {
      this.emotion = emotion;
      for (const element of [this.box, this.label]) element.dataset.emotion = emotion;
      this.mark.setAttribute('d', markPath(emotion || undefined));
    }
    if (!this.bars.hidden) this.drawBars(face.probabilities);
    if (this.text.textContent === text) return;
    this.text.textContent = text;
    this.measure();
  }

  /** Shows whether it is one of several, and the main one of them. */
  rank(several: boolean, main: boolean): void {
    const rank = several ? String(main) : '';
    if (rank === this.ranked) return;
    this.ranked = rank;
    this.box.dataset.main = rank;
    this.label.dataset.main = rank;
    this.bars.hidden = !several;
    this.target.hidden = !several;
    this.target.setAttribute('aria-pressed', rank || 'false');
    this.written = Number.NEGATIVE_INFINITY;
    this.measure();
  }

  /** @returns where the box lies in the view. */
  place(now: number, projection: Projection): Box {
    return toView(this.motion.at(now), projection);
  }

  /** @returns the label's place, where it has one. */
  draw(box: Box, room: Box, taken: readonly Box[], others: readonly Box[]): Box | undefined {
    this.shorten(box);
    const { labelSize: size } = this;
    const inView = overlap(box, room);
    this.placement = inView
      ? placeLabel(box, size, room, taken, others, this.placement?.candidate)
      : undefined;
    this.move(box, this.placement);
    return this.placement && { x: this.placement.x, y: this.placement.y, ...size };
  }

  remove(): void {
    this.box.remove();
    this.label.remove();
    this.target.remove();
  }

  private move(box: Box, at: Placement | undefined): void {
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(toHalf);
    const [labelX, labelY] = [at?.x ?? 0, at?.y ?? 0].map(toHalf);
    // Touching styles costs a layout and a repaint, even where nothing visible changes.
    const drawn = `${x} ${y} ${width} ${height} ${at ? `${labelX} ${labelY}` : ''}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    setBox(this.box, box);
    this.label.style.visibility = at ? '' : 'hidden';
    this.label.style.transform = `translate(${labelX}px, ${labelY}px)`;
    setBox(this.target, grown(box));
  }

  /** Finds out how large the label is. */
  measure(): void {
    this.labelSize = { width: this.label.offsetWidth, height: this.label.offsetHeight };
  }

  /** The label of a small face among others is its number and its mark: words would hide them. */
  private shorten({ width }: Box): void {
    const limit = this.short ? SMALL_FACE + 4 : SMALL_FACE;
    const short = this.ranked !== '' && width < limit;
    if (short === this.short) return;
    this.short = short;
    this.label.dataset.short = String(short);
    this.measure();
  }

  private drawBars(probabilities: readonly number[]): void {
    probabilities.forEach((value, i) => {
      const bar = this.bars.children[i];
      if (bar instanceof HTMLElement) bar.style.setProperty('--value', value.toFixed(2));
    });
  }
}

/** At least as large as a finger. */
function grown({ x, y, width, height }: Box): Box {
  const w = Math.max(MIN_TARGET, width);
  const h = Math.max(MIN_TARGET, height);
  return { x: x - (w - width) / 2, y: y - (h - height) / 2, width: w, height: h };
}

function setBox({ style }: HTMLElement, { x, y, width, height }: Box): void {
  style.transform = `translate(${toHalf(x)}px, ${toHalf(y)}px)`;
  style.width = `${toHalf(width)}px`;
  style.height = `${toHalf(height)}px`;
}

function toHalf(pixels: number): number {
  return Math.round(2 * pixels) / 2;
}

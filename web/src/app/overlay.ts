import type { FaceReading } from '../vision/face-reading';
import type { Analysis } from '../vision/vision';
import { markPath } from './emotion-mark';
import { Motion } from './motion';
import { placeLabel, type Size, toView } from './overlay-geometry';

/** Words for a face. */
export type Describe = (face: FaceReading) => string;

/**
 * Draws boxes and labels over the film, every display frame. It works on the page's elements
 * directly: thirty renders a second through React cost more than the drawing.
 */
export class Overlay {
  /** Whether the film is shown left to right. */
  mirrored = true;
  private readonly layer: HTMLElement;
  private readonly describe: Describe;
  private readonly faces = new Map<number, DrawnFace>();
  private readonly resize: ResizeObserver;
  private view: Size;
  private film: Size = { width: 1, height: 1 };
  private frame = 0;

  constructor(layer: HTMLElement, describe: Describe) {
    this.layer = layer;
    this.describe = describe;
    this.view = { width: layer.clientWidth, height: layer.clientHeight };
    this.resize = new ResizeObserver(() => {
      this.view = { width: layer.clientWidth, height: layer.clientHeight };
    });
    this.resize.observe(layer);
    this.draw();
  }

  /** Shows a new analysis. */
  update({ faces, width, height }: Analysis): void {
    const now = performance.now();
    if (width !== this.film.width || height !== this.film.height) this.clear();
    this.film = { width, height };
    for (const face of faces) {
      const drawn = this.faces.get(face.id) ?? this.add(face, now);
      drawn.motion.aim(face.box, now);
      drawn.write(face, this.describe(face), now);
    }
    const present = new Set(faces.map((face) => face.id));
    for (const [id, drawn] of this.faces) {
      if (present.has(id)) continue;
      drawn.remove();
      this.faces.delete(id);
    }
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.resize.disconnect();
    this.clear();
  }

  private add(face: FaceReading, now: number): DrawnFace {
    const drawn = new DrawnFace(this.layer, face, now);
    this.faces.set(face.id, drawn);
    return drawn;
  }

  private clear(): void {
    for (const drawn of this.faces.values()) drawn.remove();
    this.faces.clear();
  }

  private readonly draw = () => {
    const now = performance.now();
    for (const drawn of this.faces.values()) {
      drawn.draw(now, this.film, this.view, this.mirrored);
    }
    this.frame = requestAnimationFrame(this.draw);
  };
}

const SVG = 'http://www.w3.org/2000/svg';
/** Milliseconds between two figures for the same emotion: faster ones cannot be read. */
const FIGURE_INTERVAL = 250;

class DrawnFace {
  readonly motion: Motion;
  private readonly box = document.createElement('div');
  private readonly label = document.createElement('div');
  private readonly mark = document.createElementNS(SVG, 'path');
  private readonly text = document.createElement('span');
  private labelSize: Size = { width: 0, height: 0 };
  private emotion: string | undefined;
  private written = Number.NEGATIVE_INFINITY;
  private place = '';

  constructor(layer: HTMLElement, face: FaceReading, now: number) {
    this.motion = new Motion(face.box, now);
    this.box.className = 'face-box';
    this.label.className = 'face-label';
    const icon = document.createElementNS(SVG, 'svg');
    icon.setAttribute('class', 'emotion-mark');
    icon.setAttribute('viewBox', '0 0 24 24');
    icon.append(this.mark);
    this.label.append(icon, this.text);
    for (const element of [this.box, this.label]) {
      element.dataset.face = String(face.id);
      layer.append(element);
    }
  }

  write(face: FaceReading, text: string, now: number): void {
    const emotion = face.certain ? face.emotion : '';
    if (emotion === this.emotion && now - this.written < FIGURE_INTERVAL) return;
    this.written = now;
    if (emotion !== this.emotion) {
      this.emotion = emotion;
      for (const element of [this.box, this.label]) element.dataset.emotion = emotion;
      this.mark.setAttribute('d', markPath(emotion || undefined));
    }
    if (this.text.textContent === text) return;
    this.text.textContent = text;
    this.labelSize = { width: this.label.offsetWidth, height: this.label.offsetHeight };
  }

  draw(now: number, film: Size, view: Size, mirrored: boolean): void {
    const box = toView(this.motion.at(now), film, view, mirrored);
    const label = placeLabel(box, this.labelSize, view);
    const [x, y, width, height, labelX, labelY] = [
      box.x,
      box.y,
      box.width,
      box.height,
      label.x,
      label.y,
    ].map(toHalf);
    // Touching styles costs a layout and a repaint, even where nothing visible changes.
    const place = `${x} ${y} ${width} ${height} ${labelX} ${labelY}`;
    if (place === this.place) return;
    this.place = place;
    const { style } = this.box;
    style.transform = `translate(${x}px, ${y}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.label.style.transform = `translate(${labelX}px, ${labelY}px)`;
  }

  remove(): void {
    this.box.remove();
    this.label.remove();
  }
}

function toHalf(pixels: number): number {
  return Math.round(2 * pixels) / 2;
}

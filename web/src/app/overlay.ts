import type { Analysis, Box } from '../vision';
import type { SeenFace } from './doubt';
import { DrawnFace, type FaceOptions } from './drawn-face';
import type { Size } from './overlay-geometry';
import './overlay.css';

/** What the film showed: the faces in view. */
export interface Sight extends Pick<Analysis, 'width' | 'height'> {
  readonly faces: readonly SeenFace[];
}

/** What the overlay needs of the page. */
export interface OverlayOptions extends FaceOptions {
  /** What labels must not lie on. */
  readonly taken: () => readonly Element[];
}

/** Milliseconds between two looks at where bars and buttons are. */
const LAYOUT_INTERVAL = 250;

/**
 * Draws boxes and labels over the film, every display frame. It works on the page's elements
 * directly: thirty renders a second through React cost more than the drawing.
 */
export class Overlay {
  /** Whether the film is shown left to right. */
  mirrored = true;
  /** Whether the whole film is shown. */
  whole = false;
  private readonly layer: HTMLElement;
  private readonly options: OverlayOptions;
  private readonly faces = new Map<number, DrawnFace>();
  private readonly resize: ResizeObserver;
  private view: Size;
  private film: Size = { width: 1, height: 1 };
  private room: Box = { x: 0, y: 0, width: 0, height: 0 };
  private taken: readonly Box[] = [];
  private looked = Number.NEGATIVE_INFINITY;
  private frame = 0;

  constructor(layer: HTMLElement, options: OverlayOptions) {
    this.layer = layer;
    this.options = options;
    this.view = { width: layer.clientWidth, height: layer.clientHeight };
    this.resize = new ResizeObserver(() => {
      this.view = { width: layer.clientWidth, height: layer.clientHeight };
      this.looked = Number.NEGATIVE_INFINITY;
      // Letters are smaller on a smaller screen.
      for (const drawn of this.faces.values()) drawn.measure();
    });
    this.resize.observe(layer);
    this.draw();
  }

  /**
   * Shows what was seen.
   *
   * @param main - the id of the main face.
   */
  update({ faces, width, height }: Sight, main: number | undefined): void {
    const now = performance.now();
    if (width !== this.film.width || height !== this.film.height) this.clear();
    this.film = { width, height };
    for (const face of faces) {
      const drawn = this.faces.get(face.id) ?? this.add(face, now);
      drawn.motion.aim(face.box, now);
      drawn.write(face, this.options.describe(face), now);
    }
    const present = new Set(faces.map((face) => face.id));
    for (const [id, drawn] of this.faces) {
      if (present.has(id)) continue;
      drawn.remove();
      this.faces.delete(id);
    }
    for (const [id, drawn] of this.faces) drawn.rank(faces.length > 1, id === main);
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.resize.disconnect();
    this.clear();
  }

  private add(face: SeenFace, now: number): DrawnFace {
    const drawn = new DrawnFace(this.layer, face, now, this.options);
    this.faces.set(face.id, drawn);
    return drawn;
  }

  private clear(): void {
    for (const drawn of this.faces.values()) drawn.remove();
    this.faces.clear();
  }

  private readonly draw = () => {
    const now = performance.now();
    this.look(now);
    const { film, view, whole, mirrored } = this;
    const projection = { film, view, whole, mirrored };
    const faces = [...this.faces.values()];
    const boxes = faces.map((drawn) => drawn.place(now, projection));
    const taken = [...this.taken];
    faces.forEach((drawn, i) => {
      const others = boxes.filter((_, j) => j !== i);
      const label = drawn.draw(boxes[i] as Box, this.room, taken, others);
      if (label) taken.push(label);
    });
    this.frame = requestAnimationFrame(this.draw);
  };

  /** Finds out where labels may lie: around bars, buttons and the screen's notches. */
  private look(now: number): void {
    if (now - this.looked < LAYOUT_INTERVAL) return;
    this.looked = now;
    const { layer, view } = this;
    const style = getComputedStyle(layer);
    const [top = 0, right = 0, bottom = 0, left = 0] = (
      ['paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft'] as const
    ).map((side) => Number.parseFloat(style[side]) || 0);
    this.room = {
      x: left,
      y: top,
      width: view.width - left - right,
      height: view.height - top - bottom,
    };
    const origin = layer.getBoundingClientRect();
    this.taken = this.options
      .taken()
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && height > 0)
      .map(({ x, y, width, height }) => ({ x: x - origin.x, y: y - origin.y, width, height }));
  }
}

import type { Box } from '../vision';

const MAX_DURATION = 150;

/** A box that glides from one reading to the next, however rarely readings come. */
export class Motion {
  private from: Box;
  private to: Box;
  private start: number;
  private duration = 0;

  /** @param now - milliseconds. */
  constructor(box: Box, now: number) {
    this.from = box;
    this.to = box;
    this.start = now;
  }

  /** Takes a new reading: the box will have reached it when the next one is due. */
  aim(box: Box, now: number): void {
    this.from = this.at(now);
    this.to = box;
    this.duration = Math.min(MAX_DURATION, now - this.start);
    this.start = now;
  }

  /** Where to draw the box. */
  at(now: number): Box {
    const { from, to } = this;
    const share = this.duration > 0 ? Math.min(1, (now - this.start) / this.duration) : 1;
    const between = (a: number, b: number) => a + share * (b - a);
    return {
      x: between(from.x, to.x),
      y: between(from.y, to.y),
      width: between(from.width, to.width),
      height: between(from.height, to.height),
    };
  }
}

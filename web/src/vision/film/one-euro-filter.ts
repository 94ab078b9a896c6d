/**
 * A low-pass filter that is slow at rest, so that nothing trembles, and quick in motion, so that
 * nothing lags.
 *
 * Source: Casiez, Roussel, Vogel, "1 euro filter", CHI 2012.
 */
export class OneEuroFilter {
  private readonly minCutoff: number;
  private readonly beta: number;
  private value: number | undefined;
  private speed = 0;

  /**
   * @param minCutoff - Hz, at rest.
   * @param beta - Hz more for each unit of speed.
   */
  constructor(minCutoff: number, beta: number) {
    this.minCutoff = minCutoff;
    this.beta = beta;
  }

  /**
   * @param value - the new measurement.
   * @param elapsed - seconds since the last one.
   * @param unit - what the speed is measured in: a face's side, so that near and far faces are
   *   filtered alike.
   * @returns the filtered value.
   */
  filter(value: number, elapsed: number, unit: number): number {
    if (this.value === undefined || elapsed <= 0) {
      this.value ??= value;
      return this.value;
    }
    const speed = (value - this.value) / elapsed / unit;
    this.speed += weight(SPEED_CUTOFF, elapsed) * (speed - this.speed);
    const cutoff = this.minCutoff + this.beta * Math.abs(this.speed);
    this.value += weight(cutoff, elapsed) * (value - this.value);
    return this.value;
  }
}

/** Hz; the paper's default. */
const SPEED_CUTOFF = 1;

function weight(cutoff: number, elapsed: number): number {
  const rate = 2 * Math.PI * cutoff * elapsed;
  return rate / (rate + 1);
}

import type { FaceMoment } from './recorder';

/** Seconds between two readings that belong to one stay of a face. */
const GAP = 1.5;

/** A stretch of time; seconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Readings that follow each other without a gap. */
export type Stay = readonly FaceMoment[];

/**
 * Draws one lane: how strong one thing was over time.
 *
 * @param strengthOf - 0..1
 * @param markers - seconds; drawn as lines from top to bottom.
 */
export function drawLane(
  context: CanvasRenderingContext2D,
  stays: readonly Stay[],
  { from, to }: Range,
  strengthOf: (moment: FaceMoment) => number,
  markers: readonly number[],
  colours: { readonly lane: string; readonly line: string; readonly marker: string },
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const x = (seconds: number) => ((seconds - from) / (to - from)) * width;
  const base = height - 1;
  const y = (value: number) => base - value * (base - 2);
  context.fillStyle = colours.line;
  context.fillRect(0, base, width, 1);
  for (const stay of stays) {
    const area = new Path2D();
    area.moveTo(x((stay[0] as FaceMoment).seconds), base);
    for (const moment of stay) area.lineTo(x(moment.seconds), y(strengthOf(moment)));
    area.lineTo(x((stay.at(-1) as FaceMoment).seconds), base);
    context.globalAlpha = 0.3;
    context.fillStyle = colours.lane;
    context.fill(area);
    context.globalAlpha = 1;
    context.strokeStyle = colours.lane;
    context.lineWidth = Math.max(1, width / 400);
    context.stroke(area);
  }
  context.fillStyle = colours.marker;
  for (const seconds of markers) context.fillRect(Math.round(x(seconds)), 0, 2, height);
}

/**
 * For how much of the readings each emotion was shown for certain, and for how much none was.
 *
 * @returns one fraction an emotion and one more; they sum to 1, or to 0 where there are no readings.
 */
export function shares(moments: readonly FaceMoment[], emotions: readonly string[]): number[] {
  const counts = emotions.map(
    (emotion) => moments.filter((moment) => moment.certain && moment.emotion === emotion).length,
  );
  const unsure = moments.length - counts.reduce((sum, count) => sum + count, 0);
  return [...counts, unsure].map((count) => (moments.length > 0 ? count / moments.length : 0));
}

/**
 * Rounds shares to hundredths that add up as the shares do: what rounding left over goes to those
 * that lost most of it.
 */
export function wholeHundredths(parts: readonly number[]): number[] {
  const floors = parts.map((part) => Math.floor(100 * part + 1e-9));
  const sum = Math.round(100 * parts.reduce((total, part) => total + part, 0));
  let missing = sum - floors.reduce((total, floor) => total + floor, 0);
  const losers = parts
    .map((part, i) => ({ i, loss: 100 * part - (floors[i] as number) }))
    .sort((a, b) => b.loss - a.loss);
  for (const { i } of losers) {
    if (missing-- <= 0) break;
    floors[i] = (floors[i] as number) + 1;
  }
  return floors.map((floor) => floor / 100);
}

/**
 * Cuts readings of one face into its stays in view, thinned to what can be seen.
 *
 * @param width - pixels to draw them on.
 */
export function staysOf(moments: readonly FaceMoment[], width: number): readonly Stay[] {
  const stays: FaceMoment[][] = [];
  const thinned = thin(moments, width);
  const gaps = thinned
    .slice(1)
    .map(({ seconds }, i) => seconds - (thinned[i] as FaceMoment).seconds);
  const usual = median(gaps);
  let last: FaceMoment | undefined;
  for (const moment of thinned) {
    if (!last || moment.seconds - last.seconds > Math.max(GAP, 4 * usual)) stays.push([]);
    stays.at(-1)?.push(moment);
    last = moment;
  }
  return stays;
}

/** Two readings a pixel show everything that can be seen. */
function thin(moments: readonly FaceMoment[], width: number): readonly FaceMoment[] {
  const step = Math.ceil(moments.length / (2 * width));
  return step > 1 ? moments.filter((_, i) => i % step === 0) : moments;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

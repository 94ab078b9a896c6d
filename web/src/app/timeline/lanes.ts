import type { Moment } from './recorder';

/** Seconds between two readings that belong to one stay of a face. */
const GAP = 1.5;

/** A stretch of time; seconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Draws one lane an emotion, one below the other, so that no line hides another and no lane is
 * known by its colour alone.
 *
 * @param moments - of one face, the oldest first.
 * @param colours - one a lane.
 * @param line - the colour of the base lines.
 */
export function drawLanes(
  context: CanvasRenderingContext2D,
  moments: readonly Moment[],
  { from, to }: Range,
  colours: readonly string[],
  line: string,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const lane = height / colours.length;
  const x = (seconds: number) => ((seconds - from) / (to - from)) * width;
  const stays = split(thin(moments, width));
  colours.forEach((colour, emotion) => {
    const base = (emotion + 1) * lane - 1;
    const y = (value: number) => base - value * (lane - 6);
    context.fillStyle = line;
    context.fillRect(0, base, width, 1);
    for (const stay of stays) {
      const area = new Path2D();
      area.moveTo(x((stay[0] as Moment).seconds), base);
      for (const { seconds, probabilities } of stay) {
        area.lineTo(x(seconds), y(probabilities[emotion] as number));
      }
      area.lineTo(x((stay.at(-1) as Moment).seconds), base);
      context.globalAlpha = 0.3;
      context.fillStyle = colour;
      context.fill(area);
      context.globalAlpha = 1;
      context.strokeStyle = colour;
      context.lineWidth = Math.max(1, width / 400);
      context.stroke(area);
    }
  });
}

/**
 * For how much of the readings each emotion was shown for certain.
 *
 * @returns one fraction an emotion.
 */
export function shares(moments: readonly Moment[], emotions: readonly string[]): number[] {
  return emotions.map((emotion) => {
    const count = moments.filter((moment) => moment.certain && moment.emotion === emotion).length;
    return moments.length > 0 ? count / moments.length : 0;
  });
}

/** Two readings a pixel show everything that can be seen. */
function thin(moments: readonly Moment[], width: number): readonly Moment[] {
  const step = Math.ceil(moments.length / (2 * width));
  return step > 1 ? moments.filter((_, i) => i % step === 0) : moments;
}

function split(moments: readonly Moment[]): Moment[][] {
  const stays: Moment[][] = [];
  const gaps = moments.slice(1).map(({ seconds }, i) => seconds - (moments[i] as Moment).seconds);
  const usual = median(gaps);
  let last: Moment | undefined;
  for (const moment of moments) {
    if (!last || moment.seconds - last.seconds > Math.max(GAP, 4 * usual)) stays.push([]);
    stays.at(-1)?.push(moment);
    last = moment;
  }
  return stays;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

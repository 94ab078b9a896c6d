import type { VisionInfo } from '../../vision/vision';
import type { Moment } from './recorder';

/** Of what is exported, everything but the readings. */
export interface ExportInfo extends Pick<VisionInfo, 'model' | 'version' | 'emotions'> {
  readonly began: Date;
}

/** A table: one line a reading, one column an emotion; RFC 4180. */
export function toCsv(moments: readonly Moment[], { began, emotions }: ExportInfo): string {
  const head = ['time', 'seconds', 'face', 'emotion', 'certain', ...emotions];
  const rows = moments.map(({ seconds, face, emotion, certain, probabilities }) => [
    timeOf(began, seconds),
    seconds.toFixed(3),
    face,
    emotion,
    certain,
    ...probabilities.map((value) => value.toFixed(4)),
  ]);
  return [head, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The same readings as JSON, with the model that made them. */
export function toJson(
  moments: readonly Moment[],
  { model, version, emotions, began }: ExportInfo,
): string {
  const readings = moments.map(({ seconds, face, emotion, certain, probabilities }) => ({
    time: timeOf(began, seconds),
    seconds: round(seconds, 3),
    face,
    emotion,
    certain,
    probabilities: probabilities.map((value) => round(value, 4)),
  }));
  return JSON.stringify({ model, version, emotions, readings }, undefined, 1);
}

function timeOf(began: Date, seconds: number): string {
  return new Date(began.getTime() + 1000 * seconds).toISOString();
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

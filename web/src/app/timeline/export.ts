import type { VisionInfo } from '../../vision';
import { toTable } from '../csv';
import { type AnyMoment, type FaceMoment, RATE } from './recorder';

/** Where readings come from. */
export interface Source extends Pick<VisionInfo, 'model' | 'version' | 'emotions'> {
  readonly appVersion: string;
  /** As IANA names it, such as "Asia/Ho_Chi_Minh". */
  readonly timeZone: string;
}

/**
 * A table: one line a reading, one column an emotion; RFC 4180. docs/data.md explains the columns.
 */
export function toCsv(moments: readonly AnyMoment[], source: Source): string {
  const { emotions, timeZone, appVersion, model, version } = source;
  const head = [
    ...['time', 'seconds', 'kind', 'marker', 'face', 'emotion', 'certain', 'doubt', ...emotions],
    ...['box_x', 'box_y', 'box_width', 'box_height', 'face_size', 'frame_width', 'frame_height'],
    ...['smoothing', 'rate_hz', 'time_zone', 'app_version', 'model', 'model_version'],
  ];
  const rows = moments.map((moment) => [
    localTime(moment.time),
    moment.seconds.toFixed(3),
    moment.kind,
    moment.kind === 'marker' ? moment.number : '',
    ...(moment.kind === 'face' ? faceCells(moment) : Array(emotions.length + 12).fill('')),
    RATE,
    timeZone,
    appVersion,
    model,
    version,
  ]);
  return toTable([head, ...rows]);
}

function faceCells(moment: FaceMoment): (string | number | boolean)[] {
  const { face, emotion, certain, doubt, probabilities, box, width, height, smoothing } = moment;
  return [
    face,
    emotion,
    certain,
    doubt ?? '',
    ...probabilities.map((value) => value.toFixed(4)),
    ...[box.x, box.y, box.width, box.height].map((value) => value.toFixed(1)),
    faceSize(moment).toFixed(3),
    width,
    height,
    smoothing,
  ];
}

/** The same as JSON. docs/data.md explains the fields. */
export function toJson(moments: readonly AnyMoment[], source: Source): string {
  const { emotions, timeZone, appVersion, model, version } = source;
  const readings = moments.map((moment) => {
    const { kind } = moment;
    const at = { time: localTime(moment.time), seconds: round(moment.seconds, 3), kind };
    if (moment.kind === 'empty') return at;
    if (moment.kind === 'marker') return { ...at, marker: moment.number };
    const { face, emotion, certain, doubt, probabilities, box, width, height, smoothing } = moment;
    return {
      ...at,
      face,
      emotion,
      certain,
      doubt: doubt ?? null,
      probabilities: probabilities.map((value) => round(value, 4)),
      box: [box.x, box.y, box.width, box.height].map((value) => round(value, 1)),
      faceSize: round(faceSize(moment), 3),
      frame: [width, height],
      smoothing,
    };
  });
  const head = { app: 'camxuc', appVersion, model, version, emotions, timeZone, rate: RATE };
  return JSON.stringify({ ...head, readings }, undefined, 1);
}

/** The side of the face's box, as a share of the picture's shorter side. */
function faceSize({ box, width, height }: FaceMoment): number {
  return Math.max(box.width, box.height) / Math.min(width, height);
}

/** ISO 8601 with the offset of this place and time: "2026-01-02T10:04:05.250+07:00". */
export function localTime(time: number): string {
  const offset = -new Date(time).getTimezoneOffset();
  const local = new Date(time + 60_000 * offset).toISOString().slice(0, -1);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

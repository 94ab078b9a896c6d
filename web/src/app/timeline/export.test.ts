import { expect, it } from 'vitest';
import { EMOTIONS } from '../theme/palette';
import { localTime, toCsv, toJson } from './export';
import type { AnyMoment } from './recorder';

const SOURCE = {
  model: 'net',
  version: 'abc',
  emotions: EMOTIONS,
  appVersion: '1.2.3',
  timeZone: 'Asia/Ho_Chi_Minh',
};
const TIME = Date.UTC(2026, 0, 2, 3, 4, 6, 250);
const MOMENTS: readonly AnyMoment[] = [
  {
    kind: 'face',
    time: TIME,
    seconds: 1.25,
    face: 2,
    emotion: 'happiness',
    certain: false,
    doubt: 'small',
    probabilities: [0.05, 0.93337, 0, 0, 0, 0, 0, 0.01663],
    box: { x: 10.04, y: 20, width: 24, height: 22 },
    width: 1280,
    height: 720,
    smoothing: 'normal',
  },
  { kind: 'empty', time: TIME + 200, seconds: 1.45 },
  { kind: 'marker', time: TIME + 300, seconds: 1.55, number: 1 },
];

function table(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trimEnd().split('\r\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    expect(cells).toHaveLength(names.length);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

it('writes a table that any spreadsheet reads', () => {
  const [face, empty, marker] = table(toCsv(MOMENTS, SOURCE));
  expect(face).toEqual({
    time: localTime(TIME),
    seconds: '1.250',
    kind: 'face',
    marker: '',
    face: '2',
    emotion: 'happiness',
    certain: 'false',
    doubt: 'small',
    neutral: '0.0500',
    happiness: '0.9334',
    surprise: '0.0000',
    sadness: '0.0000',
    anger: '0.0000',
    disgust: '0.0000',
    fear: '0.0000',
    contempt: '0.0166',
    box_x: '10.0',
    box_y: '20.0',
    box_width: '24.0',
    box_height: '22.0',
    face_size: '0.033',
    frame_width: '1280',
    frame_height: '720',
    smoothing: 'normal',
    rate_hz: '5',
    time_zone: 'Asia/Ho_Chi_Minh',
    app_version: '1.2.3',
    model: 'net',
    model_version: 'abc',
  });
  expect(empty).toMatchObject({ kind: 'empty', face: '', happiness: '', smoothing: '' });
  expect(marker).toMatchObject({ kind: 'marker', marker: '1', model_version: 'abc' });
});

it('quotes what would break the table', () => {
  const csv = toCsv(MOMENTS.slice(1, 2), { ...SOURCE, model: 'a, "b"' });
  expect(csv).toContain('"a, ""b"""');
});

it('says in the JSON where the readings come from', () => {
  const { readings, ...head } = JSON.parse(toJson(MOMENTS, SOURCE));
  expect(head).toEqual({
    app: 'camxuc',
    appVersion: '1.2.3',
    model: 'net',
    version: 'abc',
    emotions: [...EMOTIONS],
    timeZone: 'Asia/Ho_Chi_Minh',
    rate: 5,
  });
  expect(readings).toEqual([
    {
      time: localTime(TIME),
      seconds: 1.25,
      kind: 'face',
      face: 2,
      emotion: 'happiness',
      certain: false,
      doubt: 'small',
      probabilities: [0.05, 0.9334, 0, 0, 0, 0, 0, 0.0166],
      box: [10, 20, 24, 22],
      faceSize: 0.033,
      frame: [1280, 720],
      smoothing: 'normal',
    },
    { time: localTime(TIME + 200), seconds: 1.45, kind: 'empty' },
    { time: localTime(TIME + 300), seconds: 1.55, kind: 'marker', marker: 1 },
  ]);
});

it('gives times that anyone can place, with the offset of here', () => {
  const text = localTime(TIME);
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.250[+-]\d\d:\d\d$/);
  expect(new Date(text).getTime()).toBe(TIME);
});

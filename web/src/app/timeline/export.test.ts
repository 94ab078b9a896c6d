import { expect, it } from 'vitest';
import { EMOTIONS } from '../theme/palette';
import { toCsv, toJson } from './export';

const info = {
  model: 'net',
  version: 'abc',
  emotions: EMOTIONS,
  began: new Date('2026-01-02T03:04:05.000Z'),
};
const moments = [
  {
    seconds: 1.25,
    face: 2,
    emotion: 'happiness',
    certain: true,
    probabilities: [0.05, 0.93337, 0, 0, 0, 0, 0, 0.01663],
  },
];

it('writes a table that any spreadsheet reads', () => {
  const [head, row, end] = toCsv(moments, info).split('\r\n');
  expect(head).toBe(`time,seconds,face,emotion,certain,${EMOTIONS.join(',')}`);
  expect(row).toBe(
    '2026-01-02T03:04:06.250Z,1.250,2,happiness,true,' +
      '0.0500,0.9334,0.0000,0.0000,0.0000,0.0000,0.0000,0.0166',
  );
  expect(end).toBe('');
});

it('names the model in the JSON', () => {
  expect(JSON.parse(toJson(moments, info))).toEqual({
    model: 'net',
    version: 'abc',
    emotions: [...EMOTIONS],
    readings: [
      {
        time: '2026-01-02T03:04:06.250Z',
        seconds: 1.25,
        face: 2,
        emotion: 'happiness',
        certain: true,
        probabilities: [0.05, 0.9334, 0, 0, 0, 0, 0, 0.0166],
      },
    ],
  });
});

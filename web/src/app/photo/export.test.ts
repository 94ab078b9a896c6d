import { expect, it } from 'vitest';
import type { Keypoints } from '../../vision';
import { EMOTIONS } from '../theme/palette';
import { APP_VERSION } from '../version';
import { type NamedPhoto, toCsv, toJson } from './export';

const SOURCE = { model: 'net', version: 'abc', emotions: EMOTIONS };
const point = { x: 1, y: 2 };
const PHOTO: NamedPhoto = {
  file: 'a, b.jpg',
  width: 512,
  height: 400,
  faces: [
    {
      id: 1,
      box: { x: 10, y: 20.04, width: 90, height: 91 },
      keypoints: Array(6).fill(point) as unknown as Keypoints,
      probabilities: [0.05, 0.93337, 0, 0, 0, 0, 0, 0.01663],
      emotion: 'happiness',
      confidence: 0.93337,
      certain: true,
    },
  ],
};

it('writes a line a face, under the name of its photo', () => {
  const [head, row, end] = toCsv([PHOTO, { ...PHOTO, faces: [] }], SOURCE).split('\r\n');
  expect(head).toBe(
    `file,face,emotion,certain,doubt,${EMOTIONS.join(',')},box_x,box_y,box_width,box_height,` +
      'photo_width,photo_height,app_version,model,model_version',
  );
  expect(row).toBe(
    '"a, b.jpg",1,happiness,true,,0.0500,0.9334,0.0000,0.0000,0.0000,0.0000,0.0000,0.0166,' +
      `10.0,20.0,90.0,91.0,512,400,${APP_VERSION},net,abc`,
  );
  expect(end).toBe('');
});

it('gives all that is known as JSON', () => {
  const json = JSON.parse(toJson([PHOTO], SOURCE));
  expect(json).toMatchObject({ app: 'camxuc', model: 'net', photos: [PHOTO] });
});

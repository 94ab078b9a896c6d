import type { VisionInfo } from '../../vision';
import { toTable } from '../csv';
import { APP_VERSION } from '../version';
import type { SeenPhoto } from './photo-reader';

/** A photo that was read, under the name of its file. */
export interface NamedPhoto extends SeenPhoto {
  readonly file: string;
}

type Source = Pick<VisionInfo, 'model' | 'version' | 'emotions'>;

/** A table: one line a face; RFC 4180. docs/data.md explains the columns. */
export function toCsv(photos: readonly NamedPhoto[], { model, version, emotions }: Source): string {
  const head = [
    ...['file', 'face', 'emotion', 'certain', 'doubt', ...emotions],
    ...['box_x', 'box_y', 'box_width', 'box_height', 'photo_width', 'photo_height'],
    ...['app_version', 'model', 'model_version'],
  ];
  const rows = photos.flatMap(({ file, faces, width, height }) =>
    faces.map(({ id, emotion, certain, doubt, probabilities, box }) => [
      ...[file, id, emotion, certain, doubt ?? ''],
      ...probabilities.map((value) => value.toFixed(4)),
      ...[box.x, box.y, box.width, box.height].map((value) => value.toFixed(1)),
      ...[width, height, APP_VERSION, model, version],
    ]),
  );
  return toTable([head, ...rows]);
}

/** The same as JSON; a face has the fields of the image API's answer. */
export function toJson(
  photos: readonly NamedPhoto[],
  { model, version, emotions }: Source,
): string {
  const head = { app: 'camxuc', appVersion: APP_VERSION, model, version, emotions };
  return JSON.stringify({ ...head, photos }, undefined, 1);
}

import { type Detection, keepBest } from './blazeface';
import type { Classifier } from './classifier';
import { cropFaces } from './crop';
import type { Detector } from './detector';
import type { FaceReading } from './face-reading';
import { around, iou, type Square } from './geometry';
import { Pyramid } from './pyramid';
import { cut, type Picture, type Raster } from './raster';
import { stops, wholeFrame } from './search';

const MIN_SCORE = 0.5;
const SURE_SCORE = 0.75;
/** Pixels; smaller tiles show no more. */
const MIN_TILE = 160;
const MAX_FACES = 100;
/** A face is looked at again on a square of this many times its box. */
const REGION = 2;
/** Faces classified in one call. */
const BATCH = 16;

/** Where to look for the faces of a photo: the whole, halves and quarters of its longer side. */
export function photoSquares(width: number, height: number): Square[] {
  const longer = Math.max(width, height);
  const sides = [longer / 2, longer / 4].filter((side) => side >= MIN_TILE);
  return [
    wholeFrame(width, height),
    ...sides.flatMap((side) =>
      stops(height, side).flatMap((y) => stops(width, side).map((x) => ({ x, y, side }))),
    ),
  ];
}

/**
 * Reads every face of a photo, small ones included. The procedure, step by step, is in
 * server/photo.py: the same photo must give the same faces here and there.
 *
 * @param photo - upright.
 * @returns the faces from left to right; ids count from 1.
 */
export async function readPhoto(
  photo: Raster,
  detector: Detector,
  classifier: Classifier,
): Promise<FaceReading[]> {
  const found = await findFaces(new Pyramid(photo), detector);
  const { width, height } = photo;
  const picture: Picture = { width, height, read: (part) => cut(photo, part) };
  const { manifest, size } = classifier;
  const readings: FaceReading[] = [];
  for (let first = 0; first < found.length; first += BATCH) {
    const faces = found.slice(first, first + BATCH);
    const crops = await cropFaces(picture, faces, manifest.alignment, size);
    const rows = await classifier.classify(crops, faces.length);
    faces.forEach((face, i) => {
      readings.push(describe(first + i + 1, face, rows[i] as number[], classifier));
    });
  }
  return readings;
}

async function findFaces(picture: Pyramid, detector: Detector): Promise<Detection[]> {
  const candidates: Detection[] = [];
  for (const square of photoSquares(picture.width, picture.height)) {
    candidates.push(...(await detector.detect(picture, square, MIN_SCORE)));
  }
  const found: Detection[] = [];
  for (const candidate of keepBest(candidates)) {
    const seen = await detector.detect(picture, around(candidate.box, REGION), SURE_SCORE);
    const best = seen
      .map((face) => ({ face, overlap: iou(face.box, candidate.box) }))
      .sort((a, b) => b.overlap - a.overlap)[0];
    if (best && best.overlap > 0) found.push(best.face);
  }
  return keepBest(found)
    .slice(0, MAX_FACES)
    .sort((a, b) => a.box.x - b.box.x);
}

function describe(
  id: number,
  { box, keypoints }: Detection,
  probabilities: readonly number[],
  { manifest }: Classifier,
): FaceReading {
  const [first, second] = [...probabilities].sort((a, b) => b - a) as [number, number];
  return {
    id,
    box,
    keypoints,
    probabilities,
    emotion: manifest.emotions[probabilities.indexOf(first)] as string,
    confidence: first,
    certain: first - second >= manifest.certainty.lead,
  };
}

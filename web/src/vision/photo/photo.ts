import { cropOf, isUpright } from '../faces/alignment';
import { type Detection, keepBest } from '../faces/blazeface';
import type { Classifier } from '../faces/classifier';
import type { Detector } from '../faces/detector';
import type { Follow } from '../faces/follow';
import { around, iou, type Square } from '../image/geometry';
import { Pyramid } from '../image/pyramid';
import { cut, type PixelSource, type Raster } from '../image/raster';
import { tiles, wholeSquare } from '../image/tiles';
import { THRESHOLDS, type Thresholds } from '../thresholds';
import type { FaceReading } from '../types';

/** Pixels; smaller tiles show no more. */
const MIN_TILE = 160;
/** A picture is long where its longer side is more than this many times the shorter. */
const LONG = 2;
/** Pixels; the smallest tiles that only long pictures get. */
const LONG_TILE = 400;
const MAX_FACES = 100;
/** A face is looked at again on a square of this many times its box. */
const REGION = 2;
/** Faces judged and classified in one run. */
const BATCH = 16;

/** A face of the photo, and what the networks are shown of it. */
interface PhotoFace {
  readonly detection: Detection;
  /** Shape [size, size], BT.601 luma 0..255. */
  readonly luma: Float32Array;
}

/** Where to look for the faces of a photo of this size: step 1 of contract/photo.md. */
export function photoSquares(width: number, height: number): Square[] {
  const sides = tileSides(Math.max(width, height), Math.min(width, height));
  return [wholeSquare(width, height), ...sides.flatMap((side) => tiles(width, height, side))];
}

function tileSides(longer: number, shorter: number): number[] {
  const sides = [longer / 2, longer / 4];
  for (let side = longer / 4; longer > LONG * shorter && side > LONG_TILE; ) {
    side = Math.max(side / 2, LONG_TILE);
    sides.push(side);
  }
  return sides.filter((side) => side >= MIN_TILE);
}

/** Finds and reads every face of a photo, small ones included, as contract/photo.md says. */
export class PhotoReader {
  private readonly detector: Detector;
  private readonly follow: Follow;
  private readonly classifier: Classifier;
  private readonly thresholds: Thresholds;

  constructor(detector: Detector, follow: Follow, classifier: Classifier, thresholds = THRESHOLDS) {
    this.detector = detector;
    this.follow = follow;
    this.classifier = classifier;
    this.thresholds = thresholds;
  }

  /**
   * @param photo - upright.
   * @returns the faces from left to right; ids count from 1.
   */
  async read(photo: Raster): Promise<FaceReading[]> {
    const faces = await this.confirm(photo, await this.find(new Pyramid(photo)));
    const readings: FaceReading[] = [];
    for (const batch of inBatches(faces)) {
      const pixels = this.classifier.size ** 2;
      const luma = new Float32Array(batch.length * pixels);
      batch.forEach((face, i) => {
        luma.set(face.luma, i * pixels);
      });
      const rows = await this.classifier.classify(luma, batch.length);
      batch.forEach(({ detection }, i) => {
        readings.push(
          describe(readings.length + 1, detection, rows[i] as number[], this.classifier),
        );
      });
    }
    return readings;
  }

  /** Steps 2 to 4. */
  private async find(picture: Pyramid): Promise<Detection[]> {
    const { photoFarScore, photoCloseScore } = this.thresholds;
    const seen: Detection[] = [];
    for (const square of photoSquares(picture.width, picture.height)) {
      seen.push(...(await this.detector.detect(picture, square, photoFarScore)));
    }
    const found: Detection[] = [];
    for (const { box } of keepBest(seen)) {
      const close = await this.detector.detect(picture, around(box, REGION), photoCloseScore);
      const best = close
        .map((face) => ({ face, overlap: iou(face.box, box) }))
        .sort((a, b) => b.overlap - a.overlap)[0];
      if (best && best.overlap > 0) found.push(best.face);
    }
    return keepBest(found);
  }

  /** Steps 5 and 6. */
  private async confirm(photo: Raster, found: readonly Detection[]): Promise<PhotoFace[]> {
    const { width, height } = photo;
    const picture: PixelSource = { width, height, read: (part) => cut(photo, part) };
    const { alignment } = this.follow.manifest;
    const faces: PhotoFace[] = [];
    for (const batch of inBatches(found.filter(({ keypoints }) => isUpright(keypoints)))) {
      const crops = batch.map((detection) => cropOf(detection, alignment));
      const judgements = await this.follow.judge(picture, crops);
      for (const [i, { luma, presence }] of judgements.entries()) {
        if (presence < this.thresholds.photoFace) continue;
        faces.push({ detection: batch[i] as Detection, luma });
      }
    }
    return faces.slice(0, MAX_FACES).sort((a, b) => a.detection.box.x - b.detection.box.x);
  }
}

function* inBatches<T>(items: readonly T[]): Generator<T[]> {
  for (let first = 0; first < items.length; first += BATCH) yield items.slice(first, first + BATCH);
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

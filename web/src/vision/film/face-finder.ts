import { type Crop, cropOf, cropOfFrame, type Face, frameOf } from '../faces/alignment';
import type { Detection } from '../faces/blazeface';
import type { Detector } from '../faces/detector';
import type { Follow, Judgement } from '../faces/follow';
import { frameAt } from '../faces/place';
import type { Square } from '../image/geometry';
import { FrameSampler } from '../image/pyramid';
import type { PixelSource } from '../image/raster';
import { type FaceShape, shapeOf } from './face-shape';
import { isPossible } from './matching';
import { isWhole } from './search';

/** A face that the detector and the network `follow` both see. */
export interface FoundFace {
  readonly face: Detection;
  readonly shape: FaceShape;
  /** Where it truly is. */
  readonly frame: Crop;
  readonly judgement: Judgement;
}

/** Looks at one frame of a film: with the detector for faces, with `follow` at each of them. */
export class FaceFinder {
  readonly picture: PixelSource;
  private readonly sampler: FrameSampler;
  private readonly detector: Detector;
  private readonly follow: Follow;

  constructor(picture: PixelSource, detector: Detector, follow: Follow) {
    this.picture = picture;
    this.sampler = new FrameSampler(picture);
    this.detector = detector;
    this.follow = follow;
  }

  /** @returns what the detector takes for faces in a square, where all of them is in it. */
  async look(square: Square, minScore: number): Promise<Detection[]> {
    const { width, height } = this.picture;
    const faces = await this.detector.detect(this.sampler, square, minScore);
    return faces.filter(({ box }) => isWhole(box, square, width, height));
  }

  /** @returns what `follow` says of each frame. */
  judge(frames: readonly Crop[]): Promise<Judgement[]> {
    const { alignment } = this.follow.manifest;
    return this.follow.judge(
      this.picture,
      frames.map((frame) => cropOfFrame(frame, alignment)),
    );
  }

  /**
   * Keeps of the detected faces those that the network `follow` confirms. It looks twice: where the
   * detector sees them, and where they truly are.
   *
   * @param first - the presence that the first look must show.
   * @param then - the presence that the second must show.
   */
  async confirm(faces: readonly Detection[], first: number, then: number): Promise<FoundFace[]> {
    const { alignment } = this.follow.manifest;
    const seen = faces.filter((face) => isPossible(this.frameOf(face), this.picture));
    const crops = seen.map((face) => cropOf(face, alignment));
    const firsts = await this.follow.judge(this.picture, crops);
    const likely = firsts.flatMap((judgement, i) => {
      const frame = trueFrame(judgement);
      const isLikely = judgement.presence >= first && isPossible(frame, this.picture);
      return isLikely ? [{ face: seen[i] as Detection, frame }] : [];
    });
    const judgements = await this.judge(likely.map(({ frame }) => frame));
    return likely.flatMap(({ face }, i) => {
      const judgement = judgements[i] as Judgement;
      const frame = trueFrame(judgement);
      const isFace = judgement.presence >= then && isPossible(frame, this.picture);
      return isFace ? [{ face, shape: this.shapeOf(face), frame, judgement }] : [];
    });
  }

  /** Where the detector sees a face. */
  frameOf(face: Face): Crop {
    return frameOf(face, this.follow.manifest.alignment);
  }

  /** What the detector sees of a face beside its frame. */
  shapeOf(face: Face): FaceShape {
    return shapeOf(face, this.frameOf(face));
  }
}

/** Where the face of a crop truly is. */
export function trueFrame({ crop, place }: Judgement): Crop {
  return frameAt(crop, place);
}

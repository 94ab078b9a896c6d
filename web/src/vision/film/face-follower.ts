import { type Crop, cropOf, cropOfFrame, type Face, frameOf } from '../faces/alignment';
import { type Detection, isSameFace, keepBest } from '../faces/blazeface';
import type { Detector } from '../faces/detector';
import type { Follow, Judgement } from '../faces/follow';
import { frameAt } from '../faces/place';
import type { Square } from '../image/geometry';
import { FrameSampler } from '../image/pyramid';
import type { PixelSource } from '../image/raster';
import { THRESHOLDS, type Thresholds } from '../thresholds';
import { shapeOf } from './face-shape';
import { difference, isFarOff, isPossible, isSamePlace, matchTracks } from './matching';
import { isWhole, Search } from './search';
import { Track } from './track';

/** Regions the detector looks at in one frame; more take turns, and the cost of a frame stays. */
const MAX_REGIONS = 3;
/** Seconds a face may be out of sight, behind a hand or another face, and keep its id. */
const MEMORY = 1.2;
/** Seconds after which the detector looks again for a face that is followed. */
const CHECK = 1;
/** The same where its last look did not find the face. */
const CHECK_AGAIN = 0.25;
/** What this many looks of the detector in a row did not find is not a face. */
const MAX_MISSED_LOOKS = 3;
/** Of newcomers of a lower score only the first is looked at closely in a frame. */
const WEAK_SCORE = 0.45;
/** Seconds for which something that proved to be no face is not looked at closely again. */
const REFUSED = 0.5;
/** But it is where the detector becomes surer of it by this much. */
const CLEARLY_SURER = 0.15;
/** Where `maxFaces` are followed, a newcomer must be so many times larger than the smallest. */
const CLEARLY_LARGER = 1.25;

/** A face that the detector and the network `follow` both see. */
interface FoundFace {
  readonly face: Face;
  /** Where it truly is. */
  readonly frame: Crop;
  readonly judgement: Judgement;
}

/** A newcomer that was looked at closely and did not become a track. */
interface Refused {
  readonly face: Detection;
  readonly time: number;
}

/** Finds the faces of one film and follows them from frame to frame. */
export class FaceFollower {
  private readonly detector: Detector;
  private readonly follow: Follow;
  private readonly thresholds: Thresholds;
  private tracks: Track[] = [];
  private search = new Search();
  private refused: readonly Refused[] = [];
  private lastId = 0;

  constructor(detector: Detector, follow: Follow, thresholds = THRESHOLDS) {
    this.detector = detector;
    this.follow = follow;
    this.thresholds = thresholds;
  }

  /**
   * Takes the next frame of the film.
   *
   * @param now - seconds; grows from frame to frame.
   * @param maxFaces - the largest faces are followed, up to this many.
   * @returns every face that is remembered and may be shown; those of this frame have `seen` equal
   *   to `now`.
   */
  async next(picture: PixelSource, now: number, maxFaces: number): Promise<readonly Track[]> {
    await this.followTracks(picture, now);
    const { seen, newcomers } = await this.look(picture, now, maxFaces);
    this.takeIn(await this.judge(picture, seen), now);
    this.refuse(newcomers, now);
    this.forget(now, maxFaces);
    return this.tracks.filter(({ id }) => id > 0);
  }

  /** Forgets all faces: what comes next is another scene. */
  cut(): void {
    this.tracks = [];
    this.search = new Search();
    this.refused = [];
    this.lastId = 0;
  }

  /** Looks for each known face where it should be now, without the detector. */
  private async followTracks(picture: PixelSource, now: number): Promise<void> {
    const expected = this.tracks.map((track) => track.predict(now));
    const judgements = await this.judgeFrames(picture, expected);
    const far = judgements.flatMap(({ place }, i) => (isFarOff(place) ? [i] : []));
    const again = far.filter((i) => isPossible(trueFrame(judgements[i] as Judgement), picture));
    const better = await this.judgeFrames(
      picture,
      again.map((i) => trueFrame(judgements[i] as Judgement)),
    );
    again.forEach((i, n) => {
      judgements[i] = better[n] as Judgement;
    });
    const { keptFace, newFace } = this.thresholds;
    const present = this.tracks.flatMap((track, i) => {
      const judgement = judgements[i] as Judgement;
      const frame = trueFrame(judgement);
      const needed = track.id > 0 && track.streak > 0 ? keptFace : newFace;
      if (judgement.presence < needed || !isPossible(frame, picture)) return [];
      return [{ track, judgement, frame, surprise: difference(expected[i] as Crop, frame) }];
    });
    // Where one face hides another, both tracks see the one in front: it is the one that moved as
    // expected.
    present.sort((a, b) => a.surprise - b.surprise);
    for (const { track, judgement, frame } of present) {
      if (this.isTaken(frame, now)) continue;
      track.move(frame, judgement.luma, now);
      this.confirm(track, judgement.presence);
    }
    for (const track of this.tracks) if (track.seen < now) track.streak = 0;
  }

  /**
   * Has the detector look for newcomers, for tracks that are lost, and now and then for those that
   * are followed.
   *
   * @returns the faces that a close look showed and that no track accounts for, and the newcomers
   *   that were looked at closely.
   */
  private async look(
    picture: PixelSource,
    now: number,
    maxFaces: number,
  ): Promise<{ seen: Detection[]; newcomers: Detection[] }> {
    const { width, height } = picture;
    const sampler = new FrameSampler(picture);
    const lookAt = async (square: Square, minScore: number) => {
      const faces = await this.detector.detect(sampler, square, minScore);
      return faces.filter(({ box }) => isWhole(box, square, width, height));
    };
    const { farScore, closeScore } = this.thresholds;
    const close: Detection[] = [];
    const far: Detection[] = [];
    for (const track of this.toLookFor(now)) {
      const box = track.predictBox(now);
      const faces = await lookAt(this.search.region(box), closeScore);
      const own = faces.filter((face) => isSameFace(face.box, box));
      if (track.seen < now) close.push(...own);
      else track.check(own[0] && this.shapeOf(own[0]));
      track.looked = now;
      far.push(...faces.filter((face) => !own.includes(face)));
    }
    const inSight = this.tracks.length > 0 && this.tracks.every(({ seen }) => seen === now);
    const square = this.search.square(width, height, inSight, now);
    if (square) far.push(...(await lookAt(square, farScore)));
    const newcomers = keepBest(far)
      .filter(
        (face) =>
          !close.some((other) => isSameFace(face.box, other.box)) &&
          !this.isRefused(face, now) &&
          this.mayComeIn(face, now, maxFaces),
      )
      .filter(({ score }, i) => i < (score < WEAK_SCORE ? 1 : MAX_REGIONS));
    for (const { box } of newcomers) {
      const faces = await lookAt(this.search.region(box), closeScore);
      close.push(...faces.filter((face) => isSameFace(face.box, box)));
    }
    const seen = keepBest(close).filter((face) => this.mayComeIn(face, now, maxFaces));
    return { seen, newcomers };
  }

  private isRefused({ box, score }: Detection, now: number): boolean {
    return this.refused.some(
      ({ face, time }) =>
        now - time < REFUSED && isSameFace(face.box, box) && score < face.score + CLEARLY_SURER,
    );
  }

  /** Remembers the newcomers that did not become tracks. */
  private refuse(newcomers: readonly Detection[], now: number): void {
    const refused = newcomers.filter(
      (face) => !this.isTaken(frameOf(face, this.follow.manifest.alignment), now),
    );
    this.refused = [
      ...this.refused.filter(({ time }) => now - time < REFUSED),
      ...refused.map((face) => ({ face, time: now })),
    ];
  }

  /** The tracks to look for with the detector: lost ones, and one that is due. */
  private toLookFor(now: number): Track[] {
    const oldestFirst = [...this.tracks].sort((a, b) => a.looked - b.looked);
    const lost = oldestFirst.filter(({ seen }) => seen < now);
    const due = oldestFirst.find(
      ({ seen, looked, missedLooks }) =>
        seen === now && now - looked >= (missedLooks > 0 ? CHECK_AGAIN : CHECK),
    );
    return [...(due ? [due] : []), ...lost].slice(0, MAX_REGIONS);
  }

  /** Whether a detected face is none that is followed, and there is room for it. */
  private mayComeIn(face: Face, now: number, maxFaces: number): boolean {
    const frame = frameOf(face, this.follow.manifest.alignment);
    if (this.isTaken(frame, now)) return false;
    if (this.tracks.length < maxFaces) return true;
    const lost = this.tracks.some(({ seen }) => seen < now);
    const smallest = Math.min(...this.tracks.map((track) => track.frame.side));
    return lost || frame.side > CLEARLY_LARGER * smallest;
  }

  /**
   * Keeps of the detected faces those that the network `follow` confirms. It looks twice: where the
   * detector sees them, and where they truly are.
   */
  private async judge(picture: PixelSource, faces: readonly Detection[]): Promise<FoundFace[]> {
    const { alignment } = this.follow.manifest;
    const { keptFace, newFace } = this.thresholds;
    const seen = faces.filter((face) => isPossible(frameOf(face, alignment), picture));
    const crops = seen.map((face) => cropOf(face, alignment));
    const firsts = await this.follow.judge(picture, crops);
    const likely = firsts.flatMap((first, i) => {
      const frame = trueFrame(first);
      const isLikely = first.presence >= keptFace && isPossible(frame, picture);
      return isLikely ? [{ face: seen[i] as Detection, frame }] : [];
    });
    const judgements = await this.judgeFrames(
      picture,
      likely.map(({ frame }) => frame),
    );
    return likely.flatMap(({ face }, i) => {
      const judgement = judgements[i] as Judgement;
      const frame = trueFrame(judgement);
      const isFace = judgement.presence >= newFace && isPossible(frame, picture);
      return isFace ? [{ face, frame, judgement }] : [];
    });
  }

  private takeIn(found: readonly FoundFace[], now: number): void {
    const lost = this.tracks.filter(({ seen }) => seen < now);
    const frames = found.map(({ frame }) => frame);
    const matches = matchTracks(lost, frames, now);
    for (const [i, { face, frame, judgement }] of found.entries()) {
      if (this.isTaken(frame, now)) continue;
      const known = matches.get(i);
      const track = known ?? new Track(this.shapeOf(face), frame, judgement.luma, now);
      if (known) {
        known.check(this.shapeOf(face));
        known.move(frame, judgement.luma, now);
      } else {
        this.tracks.push(track);
      }
      this.confirm(track, judgement.presence);
    }
  }

  /** A track that was sure once, or there for some frames, is shown: it gets its id. */
  private confirm(track: Track, presence: number): void {
    const isSure = presence >= this.thresholds.sureFace;
    if (track.id === 0 && (isSure || track.streak >= this.thresholds.framesOfNewFace)) {
      track.id = ++this.lastId;
    }
  }

  private forget(now: number, maxFaces: number): void {
    const size = ({ id, frame }: Track) => frame.side * (id > 0 ? CLEARLY_LARGER : 1);
    this.tracks = this.tracks
      .filter(({ id, seen }) => now - seen <= (id > 0 ? MEMORY : 0))
      .filter(({ missedLooks }) => missedLooks < MAX_MISSED_LOOKS)
      .sort((a, b) => b.seen - a.seen || size(b) - size(a))
      .slice(0, maxFaces)
      .sort((a, b) => a.id - b.id);
  }

  /** Whether a face that is there already has this place. */
  private isTaken(frame: Crop, now: number): boolean {
    return this.tracks.some((track) => track.seen === now && isSamePlace(track.frame, frame));
  }

  private judgeFrames(picture: PixelSource, frames: readonly Crop[]): Promise<Judgement[]> {
    const { alignment } = this.follow.manifest;
    return this.follow.judge(
      picture,
      frames.map((frame) => cropOfFrame(frame, alignment)),
    );
  }

  private shapeOf(face: Face) {
    return shapeOf(face, frameOf(face, this.follow.manifest.alignment));
  }
}

function trueFrame({ crop, place }: Judgement): Crop {
  return frameAt(crop, place);
}

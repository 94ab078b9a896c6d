import type { Crop } from '../faces/alignment';
import { type Detection, isSameFace, keepBest } from '../faces/blazeface';
import type { Detector } from '../faces/detector';
import type { Follow, Judgement } from '../faces/follow';
import type { PixelSource } from '../image/raster';
import { THRESHOLDS, type Thresholds } from '../thresholds';
import { FaceFinder, type FoundFace, trueFrame } from './face-finder';
import { difference, isFarOff, isPossible, isSamePlace, matchTracks } from './matching';
import { Newcomers } from './newcomers';
import { regionOf, Search } from './search';
import { Track } from './track';

/** Lost faces the detector looks for in one frame; more take turns, and the cost of a frame stays. */
const MAX_REGIONS = 3;
/** Seconds a face may be out of sight, behind a hand or another face, and keep its id. */
const MEMORY = 1.2;
/** Seconds after which the detector looks again for a face that is followed. */
const CHECK = 1;
/** The same where its last look did not find the face. */
const CHECK_AGAIN = 0.25;
/** What this many looks of the detector in a row did not find is not a face. */
const MAX_MISSED_LOOKS = 3;
/** Where `maxFaces` are followed, a newcomer must be so many times larger than the smallest. */
const CLEARLY_LARGER = 1.25;

/** Finds the faces of one film and follows them from frame to frame. */
export class FaceFollower {
  private readonly detector: Detector;
  private readonly follow: Follow;
  private readonly thresholds: Thresholds;
  private tracks: Track[] = [];
  private search = new Search();
  private newcomers: Newcomers;
  private lastId = 0;

  constructor(detector: Detector, follow: Follow, thresholds = THRESHOLDS) {
    this.detector = detector;
    this.follow = follow;
    this.thresholds = thresholds;
    this.newcomers = new Newcomers(thresholds);
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
    const finder = new FaceFinder(picture, this.detector, this.follow);
    await this.followTracks(finder, now);
    const { back, others } = await this.lookForTracks(finder, now);
    const { keptFace, backFace, farScore } = this.thresholds;
    this.takeIn(await finder.confirm(keepBest(back), keptFace, backFace), now, true);
    const { width, height } = picture;
    const inSight = this.tracks.length > 0 && this.tracks.every(({ seen }) => seen === now);
    const square = this.search.square(width, height, inSight, now);
    if (square) others.push(...(await finder.look(square, farScore)));
    const candidates = others.filter((face) => this.mayComeIn(finder.frameOf(face), now, maxFaces));
    const { close, far } = await this.newcomers.find(finder, candidates, now);
    this.takeIn(close, now, true);
    this.takeIn(far, now, false);
    this.forget(now, maxFaces);
    return this.tracks.filter(({ id }) => id > 0);
  }

  /** Forgets all faces: what comes next is another scene. */
  cut(): void {
    this.tracks = [];
    this.search = new Search();
    this.newcomers = new Newcomers(this.thresholds);
    this.lastId = 0;
  }

  /** Looks for each known face where it should be now, without the detector. */
  private async followTracks(finder: FaceFinder, now: number): Promise<void> {
    const { picture } = finder;
    const expected = this.tracks.map((track) => track.predict(now));
    const judgements = await finder.judge(expected);
    const far = judgements.flatMap(({ place }, i) => (isFarOff(place) ? [i] : []));
    const again = far.filter((i) => isPossible(trueFrame(judgements[i] as Judgement), picture));
    const better = await finder.judge(again.map((i) => trueFrame(judgements[i] as Judgement)));
    again.forEach((i, n) => {
      judgements[i] = better[n] as Judgement;
    });
    const present = this.tracks.flatMap((track, i) => {
      const judgement = judgements[i] as Judgement;
      const frame = trueFrame(judgement);
      if (judgement.presence < this.neededOf(track) || !isPossible(frame, picture)) return [];
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

  /** The presence at which a track goes on. */
  private neededOf({ id, streak }: Track): number {
    const { newFace, backFace, keptFace } = this.thresholds;
    if (id === 0) return newFace;
    return streak > 0 ? keptFace : backFace;
  }

  /**
   * Has the detector look for tracks that are lost, and now and then for those that are followed.
   *
   * @returns what it sees in the place of lost tracks, and the other faces that it sees.
   */
  private async lookForTracks(
    finder: FaceFinder,
    now: number,
  ): Promise<{ back: Detection[]; others: Detection[] }> {
    const back: Detection[] = [];
    const others: Detection[] = [];
    for (const track of this.toLookFor(now)) {
      const box = track.predictBox(now);
      const faces = await finder.look(regionOf(box), this.thresholds.closeScore);
      const own = faces.filter((face) => isSameFace(face.box, box));
      if (track.seen < now) back.push(...own);
      else track.check(own[0] && finder.shapeOf(own[0]));
      track.looked = now;
      others.push(...faces.filter((face) => !own.includes(face)));
    }
    return { back, others };
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

  /** Whether a face with this frame is none that is followed, and there is room for it. */
  private mayComeIn(frame: Crop, now: number, maxFaces: number): boolean {
    if (this.isTaken(frame, now)) return false;
    if (this.tracks.length < maxFaces) return true;
    const lost = this.tracks.some(({ seen }) => seen < now);
    const smallest = Math.min(...this.tracks.map((track) => track.frame.side));
    return lost || frame.side > CLEARLY_LARGER * smallest;
  }

  /**
   * Makes tracks of faces, or gives them back to the tracks that lost them.
   *
   * @param isClose - whether the detector has looked at them closely.
   */
  private takeIn(found: readonly FoundFace[], now: number, isClose: boolean): void {
    const lost = this.tracks.filter(({ seen }) => seen < now);
    const frames = found.map(({ frame }) => frame);
    const matches = matchTracks(lost, frames, now);
    for (const [i, { shape, frame, judgement }] of found.entries()) {
      if (this.isTaken(frame, now)) continue;
      const known = matches.get(i);
      const track = known ?? new Track(shape, frame, judgement.luma, now, isClose);
      if (known) {
        if (isClose) known.check(shape);
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
}

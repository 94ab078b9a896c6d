import type { Crop } from '../faces/alignment';
import type { Place } from '../faces/place';
import type { Track } from './track';

/** Off by more than this, in crop sides, octaves and radians, a crop shows too little of a face. */
const FAR_SHIFT = 0.12;
const FAR_GROWTH = 0.25;
const FAR_TURN = 0.2;
/** Pixels; the networks see nothing in smaller crops. */
const MIN_SIDE = 12;
/** The largest crop, in longer sides of the picture: of a face so close that it fills it. */
const MAX_SIDE = 3;
/** Of two frames of one face, the centre of one lies within so many sides of the other's. */
const SAME_PLACE = 0.45;
/** Frames that differ by more are of different faces; see `difference`. */
const MAX_DIFFERENCE = 1;

/** Whether a crop must be taken again, where its face is. */
export function isFarOff({ right, down, growth, turn }: Place): boolean {
  return (
    Math.hypot(right, down) > FAR_SHIFT ||
    Math.abs(growth) > FAR_GROWTH ||
    Math.abs(turn) > FAR_TURN
  );
}

/** Whether a face can have this frame: in the picture, of a size to be seen, not upside down. */
export function isPossible(
  { centre, side, angle }: Crop,
  { width, height }: { readonly width: number; readonly height: number },
): boolean {
  return (
    centre.x >= 0 &&
    centre.x <= width &&
    centre.y >= 0 &&
    centre.y <= height &&
    side >= MIN_SIDE &&
    side <= MAX_SIDE * Math.max(width, height) &&
    Math.abs(angle) <= Math.PI / 2
  );
}

/** Whether two frames are of one face, or of two of which one hides the other. */
export function isSamePlace(a: Crop, b: Crop): boolean {
  return distance(a, b) < SAME_PLACE * Math.max(a.side, b.side);
}

/** 0 for the same frame; grows with the distance in sides and the change of size. */
export function difference(a: Crop, b: Crop): number {
  return distance(a, b) / ((a.side + b.side) / 2) + Math.abs(Math.log(a.side / b.side));
}

/**
 * Pairs faces that were found with tracks that were lost, the most similar first.
 *
 * @param frames - the frames of the found faces.
 * @returns by the index of the frame, its track, where it has one.
 */
export function matchTracks(
  tracks: readonly Track[],
  frames: readonly Crop[],
  now: number,
): ReadonlyMap<number, Track> {
  const pairs = tracks.flatMap((track) => {
    const predicted = track.predict(now);
    return frames.map((frame, i) => ({ track, i, difference: difference(predicted, frame) }));
  });
  pairs.sort((a, b) => a.difference - b.difference);
  const matches = new Map<number, Track>();
  const used = new Set<Track>();
  for (const { track, i, difference } of pairs) {
    if (difference > MAX_DIFFERENCE || matches.has(i) || used.has(track)) continue;
    matches.set(i, track);
    used.add(track);
  }
  return matches;
}

function distance(a: Crop, b: Crop): number {
  return Math.hypot(a.centre.x - b.centre.x, a.centre.y - b.centre.y);
}

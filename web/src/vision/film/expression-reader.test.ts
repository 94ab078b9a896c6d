import { expect, it } from 'vitest';
import { fakeClassifier } from '../faces/fake-networks';
import { ExpressionReader } from './expression-reader';
import { Track } from './track';

const FRAME = { centre: { x: 50, y: 50 }, side: 60, angle: 0 };
const SHAPE = {
  centre: { x: 0, y: 0 },
  width: 1,
  height: 1,
  keypoints: Array(6).fill({ x: 0, y: 0 }) as never,
};

function trackOf(id: number): Track {
  return Object.assign(new Track(SHAPE, FRAME, new Float32Array(16), 0), { id });
}

/** Plays frames in which the first face has this grey; returns how many faces each frame read. */
async function countReads(faces: number, rate: number, greys: readonly number[]) {
  const reads: number[] = [];
  const greysRead: number[] = [];
  const classify = async (luma: Float32Array, count: number) => {
    reads.push(count);
    greysRead.push(...luma);
    return Array(count).fill([0.1, 0.9]);
  };
  const classifier = Object.assign(
    fakeClassifier(() => []),
    { classify },
  );
  const reader = new ExpressionReader(classifier);
  const tracks = Array.from({ length: faces }, (_, i) => trackOf(i + 1));
  for (const [i, grey] of greys.entries()) {
    tracks.forEach((track, n) => {
      track.move(FRAME, new Float32Array(16).fill(n === 0 ? grey : 100), i / rate);
    });
    await reader.read(tracks, i / rate, 'normal');
  }
  return { reads, greysRead, reader, tracks };
}

it('reads a new face at once, and one that hardly changes in every other frame', async () => {
  const { reads, reader, tracks } = await countReads(1, 30, [100, 101, 100, 99, 100, 101]);
  expect(reads).toEqual([1, 0, 1, 0, 1, 0]);
  expect(reader.describe(tracks[0] as Track)[0]).toMatchObject({ id: 1, emotion: 'happiness' });
});

it('reads a face that changes at once', async () => {
  const { reads } = await countReads(1, 30, [100, 120, 140, 160]);
  expect(reads).toEqual([1, 1, 1, 1]);
});

it('reads every frame of a camera that gives few', async () => {
  const { reads } = await countReads(1, 15, [100, 100, 100, 100]);
  expect(reads).toEqual([1, 1, 1, 1]);
});

it('shares the faces out between the frames', async () => {
  const { reads } = await countReads(4, 30, Array(9).fill(100));
  expect(reads).toEqual([4, 0, 0, 2, 2, 0, 2, 2, 0]);
});

it('reads at most a third of the faces in one frame of a slow device', async () => {
  const { reads } = await countReads(6, 8, Array(5).fill(100));
  expect(reads).toEqual([6, 2, 2, 2, 2]);
});

it('reads one of two faces in a frame, however they move', async () => {
  const { reads, greysRead } = await countReads(2, 30, [0, 20, 40, 60, 80, 120, 140]);
  expect(reads).toEqual([2, 1, 1, 1, 1, 1, 1]);
  // The one that keeps still, of grey 100, has its turns as well: two after the first.
  expect(greysRead.filter((grey) => grey === 100)).toHaveLength(3 * 16);
});

it('forgets faces that are no longer followed', async () => {
  const { reader, tracks } = await countReads(2, 30, [100]);
  await reader.read(tracks.slice(0, 1), 1, 'normal');
  expect(reader.describe(tracks[1] as Track)).toEqual([]);
});

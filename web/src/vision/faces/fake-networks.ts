import type { PixelSource } from '../image/raster';
import type { Crop } from './alignment';
import type { Classifier } from './classifier';
import { sampleCrops } from './crop';
import type { Follow, Judgement } from './follow';

const SIZE = 4;
const ALIGNMENT = { centreShift: 0, side: 1, rollDeadZoneDegrees: 10 };
const PLACE = { right: 0, down: 0, growth: 0, turn: 0 };

/** For tests: knows two emotions, and gives `count` faces these probabilities. */
export function fakeClassifier(answers: (count: number) => number[][]): Classifier {
  return {
    size: SIZE,
    manifest: {
      alignment: ALIGNMENT,
      emotions: ['neutral', 'happiness'],
      certainty: { lead: 0.2 },
    },
    classify: async (_: Float32Array, count: number) => answers(count),
  } as unknown as Classifier;
}

/** For tests: sees a face in the middle of each crop, as surely as it is told. */
export function fakeFollow(presenceOf: (crop: Crop) => number): Follow {
  const judge = async (picture: PixelSource, crops: readonly Crop[]): Promise<Judgement[]> => {
    const luma = await sampleCrops(picture, crops, SIZE);
    const pixels = SIZE * SIZE;
    return crops.map((crop, i) => ({
      crop,
      luma: luma.subarray(i * pixels, (i + 1) * pixels),
      presence: presenceOf(crop),
      place: PLACE,
    }));
  };
  return { size: SIZE, manifest: { alignment: ALIGNMENT }, judge } as unknown as Follow;
}

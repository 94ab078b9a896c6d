import type { Classifier } from './classifier';

/** For tests: knows two emotions, and gives `count` faces these probabilities. */
export function fakeClassifier(answers: (count: number) => number[][]): Classifier {
  return {
    size: 4,
    manifest: {
      alignment: { centreShift: 0, side: 1, rollDeadZoneDegrees: 10 },
      emotions: ['neutral', 'happiness'],
      certainty: { lead: 0.2 },
    },
    classify: async (_: Float32Array, count: number) => answers(count),
  } as unknown as Classifier;
}

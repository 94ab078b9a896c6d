import type { VisionInfo } from '../vision';

/** Emotions that are found less often than this are shown as doubtful. */
const TRUSTED = 0.6;

/** The emotions that the network misses so often that their names get a question mark. */
export function doubtfulEmotions({ byEmotion }: Pick<VisionInfo, 'byEmotion'>): readonly string[] {
  return byEmotion.emotions.filter(({ recall }) => recall < TRUSTED).map(({ emotion }) => emotion);
}

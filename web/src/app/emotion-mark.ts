import { type Emotion, isKnown } from './theme/palette';

/** A small face for each emotion: strokes on a 24x24 grid. */
const MARKS: Readonly<Record<Emotion, string>> = {
  neutral: 'M9 9.5v.6M15 9.5v.6M8.5 15.5h7',
  happiness: 'M9 9v.6M15 9v.6M7.5 13.5c1.8 4.6 7.2 4.6 9 0',
  surprise: 'M9 8.5v.6M15 8.5v.6M12 13.2a2.2 2.6 0 1 0 .01 0',
  sadness: 'M9 10v.6M15 10v.6M8 17c1.8-3.4 6.2-3.4 8 0',
  anger: 'M7.5 7.8l3 1.7M16.5 7.8l-3 1.7M9.2 11.2v.3M14.8 11.2v.3M8.5 16.6c1.6-2 5.4-2 7 0',
  disgust: 'M7.7 9.2l2.6.9-2.6.9M16.3 9.2l-2.6.9 2.6.9M7.8 16.2q1.4-2 2.8 0t2.8 0 2.8 0',
  fear: 'M7.6 8.4l2.6-1.2M16.4 8.4l-2.6-1.2M9 10.8v.6M15 10.8v.6M8.6 17v-1.4c2-1.8 4.8-1.8 6.8 0v1.4z',
  contempt: 'M7.8 9.6h2.6M13.8 9.6h2.6M8.5 16.2h3.6c1.9 0 3-.9 3.6-2.3',
};

const FACE = 'M12 2.8a9.2 9.2 0 1 0 .01 0';
const UNSURE = 'M9.4 9.4a2.6 2.6 0 1 1 4 2.4c-.9.6-1.4 1.1-1.4 2.1M12 17v.1';

/**
 * The strokes of an emotion's mark, on a 24x24 grid: the app never tells emotions apart by colour
 * alone.
 *
 * @param emotion - undefined for a face that shows none clearly.
 */
export function markPath(emotion: string | undefined): string {
  const inside = emotion !== undefined && isKnown(emotion) ? MARKS[emotion] : UNSURE;
  return FACE + inside;
}

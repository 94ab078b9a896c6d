import { markPath } from './emotion-mark';

/** The small face that stands for an emotion. */
export function EmotionMark({ emotion }: { readonly emotion: string | undefined }) {
  return (
    <svg className="emotion-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d={markPath(emotion)} />
    </svg>
  );
}

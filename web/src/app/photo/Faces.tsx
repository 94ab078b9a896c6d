import type { CSSProperties } from 'react';
import { useFormat } from '../../i18n/format';
import { emotionName, useMessages } from '../../i18n/messages';
import type { Words } from '../describe';
import type { SeenFace } from '../doubt';
import { EmotionMark } from '../EmotionMark';

interface Props {
  readonly faces: readonly SeenFace[];
  readonly emotions: readonly string[];
  readonly words: Words;
  /** The id of the face that is looked at. */
  readonly face: number | undefined;
  readonly onPick: (face: number) => void;
}

/** The faces by their numbers; the one that is looked at with all its bars. */
export function Faces({ faces, emotions, words, face, onPick }: Props) {
  const messages = useMessages();
  if (faces.length === 0) return <p className="note">{messages.photo.none}</p>;
  return (
    <ol className="photo-faces">
      {faces.map((each) => (
        <li key={each.id} data-emotion={each.certain ? each.emotion : ''}>
          <button
            type="button"
            className="photo-face"
            aria-expanded={each.id === face}
            onClick={() => onPick(each.id)}
          >
            <span className="photo-number">{each.id}</span>
            <EmotionMark emotion={each.certain ? each.emotion : undefined} />
            <span>{words.label(each)}</span>
            {!each.certain && (
              <span className="note">({emotionName(messages, each.emotion)}?)</span>
            )}
          </button>
          {each.id === face && <FaceBars face={each} emotions={emotions} words={words} />}
        </li>
      ))}
    </ol>
  );
}

function FaceBars({
  face,
  emotions,
  words,
}: {
  readonly face: SeenFace;
  readonly emotions: readonly string[];
  readonly words: Words;
}) {
  const { confidence } = useFormat();
  return (
    <dl className="photo-bars">
      {emotions.map((emotion, i) => {
        const value = face.probabilities[i] ?? 0;
        return (
          <div key={emotion} data-emotion={emotion}>
            <dt>{words.name(emotion)}</dt>
            <dd>{confidence(value)}</dd>
            <dd
              className="share-bar"
              style={{ '--value': value } as CSSProperties}
              aria-hidden="true"
            />
          </div>
        );
      })}
    </dl>
  );
}

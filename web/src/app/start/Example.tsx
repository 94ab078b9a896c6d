import { useEffect, useState } from 'react';
import { useFormat } from '../../i18n/format';
import { emotionName, useMessages } from '../../i18n/messages';
import { EmotionMark } from '../EmotionMark';
import { EMOTIONS, type Emotion, PALETTES, toProperties } from '../theme/palette';
import './example.css';

/** What is shown in turn, the last one for good. What moves for longer would need a stop button. */
const ROUND: readonly Emotion[] = ['surprise', 'sadness', 'happiness'];
/** Milliseconds that each stays. */
const STAY = 1500;

/** As in the live view: what lies over a film is dark in both themes. */
const OVER_FILM = Object.fromEntries(toProperties(PALETTES.dark));

/** Shows, with a drawn face, what the live view does: any of the eight emotions, on demand. */
export function Example() {
  const messages = useMessages();
  const { percent } = useFormat();
  const [shown, show] = useExample();
  const name = (emotion: Emotion) => emotionName(messages, emotion);
  return (
    <figure className="example" style={OVER_FILM}>
      <div className="example-film" data-emotion={shown} aria-hidden="true">
        <span className="example-tag">{messages.start.example}</span>
        <div className="example-face" key={shown}>
          <p className="example-label">
            <EmotionMark emotion={shown} />
            {messages.faceLabel(name(shown), percent(0.93))}
          </p>
          <EmotionMark emotion={shown} />
        </div>
      </div>
      <figcaption className="visually-hidden">{messages.start.emotions}</figcaption>
      <ul className="example-emotions">
        {EMOTIONS.map((emotion) => (
          <li key={emotion} data-emotion={emotion}>
            <button
              type="button"
              aria-pressed={emotion === shown}
              onClick={() => show(emotion)}
              onPointerEnter={({ pointerType }) => pointerType === 'mouse' && show(emotion)}
            >
              <EmotionMark emotion={emotion} />
              {name(emotion)}
            </button>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** Goes round by itself, once, until the user shows an interest. */
function useExample(): [Emotion, (emotion: Emotion) => void] {
  const [turn, setTurn] = useState(0);
  const [chosen, choose] = useState<Emotion>();
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      setTurn(ROUND.length - 1);
      return;
    }
    const timer = setInterval(() => {
      setTurn((before) => Math.min(before + 1, ROUND.length - 1));
    }, STAY);
    const stop = setTimeout(() => clearInterval(timer), STAY * ROUND.length);
    return () => {
      clearInterval(timer);
      clearTimeout(stop);
    };
  }, []);
  return [chosen ?? ROUND[turn] ?? 'happiness', choose];
}

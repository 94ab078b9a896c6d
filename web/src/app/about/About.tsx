import type { CSSProperties } from 'react';
import { useFormat } from '../../i18n/format';
import { emotionName, useMessages } from '../../i18n/messages';
import type { VisionInfo } from '../../vision';
import { EmotionMark } from '../EmotionMark';
import { doubtfulEmotions } from '../trust';
import { useVision } from '../use-vision';
import { APP_VERSION } from '../version';
import { useAboutWords } from './words';
import './about.css';

/** Fewer test faces than this say little, and that is said. */
const ENOUGH_FACES = 100;

const ignore = () => {};

/** What the app can and cannot do, where not to use it, and what it is made of. */
export function About() {
  const text = useAboutWords();
  const vision = useVision(ignore);
  return (
    <div className="about">
      <h3>{text.can}</h3>
      <p>{text.canText}</p>
      {vision && <Figures info={vision.info} />}
      <h3>{text.cannot}</h3>
      <ul className="about-points">
        {text.cannotPoints.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <h3>{text.offline}</h3>
      <p>{text.offlineText}</p>
      <h3>{text.limits}</h3>
      <p>{text.limitsText}</p>
      <h3>{text.facts}</h3>
      <Facts info={vision?.info} />
    </div>
  );
}

function Figures({ info }: { readonly info: VisionInfo }) {
  const text = useAboutWords();
  const messages = useMessages();
  const { percent, number } = useFormat();
  const doubtful = doubtfulEmotions(info);
  const { accuracy, byEmotion } = info;
  const overall = accuracy.find(
    ({ split, protocol }) => split === byEmotion.split && protocol === byEmotion.protocol,
  );
  return (
    <>
      <ul className="about-figures">
        {byEmotion.emotions.map(({ emotion, recall, n }) => (
          <li key={emotion} data-emotion={emotion} data-doubtful={doubtful.includes(emotion)}>
            <EmotionMark emotion={emotion} />
            <span>
              {emotionName(messages, emotion)}
              {doubtful.includes(emotion) && '?'}
            </span>
            <span className="about-share">{text.found(Math.round(100 * recall))}</span>
            <span className="share-bar" style={{ '--value': recall } as CSSProperties} />
            {n < ENOUGH_FACES && <span className="about-few">{text.fewFaces(n)}</span>}
          </li>
        ))}
      </ul>
      <p>{text.doubtful}</p>
      {overall && <p>{text.overall(percent(overall.value), number(overall.n))}</p>}
    </>
  );
}

function Facts({ info }: { readonly info: VisionInfo | undefined }) {
  const text = useAboutWords();
  const { number } = useFormat();
  return (
    <dl className="about-facts">
      <dt>{text.version}</dt>
      <dd>Camxuc {APP_VERSION}</dd>
      {info && (
        <>
          <dt>{text.network}</dt>
          <dd>
            {info.model} {info.version}, {text.parameters(number(info.parameters))}
          </dd>
        </>
      )}
      <dt>{text.trainedOn}</dt>
      <dd>
        <a href="https://arxiv.org/abs/1608.01041" target="_blank" rel="noreferrer">
          FER+
        </a>
      </dd>
      <dt>{text.finder}</dt>
      <dd>BlazeFace, MediaPipe</dd>
      <dt>{text.source}</dt>
      <dd>{text.sourceText}</dd>
      <dt>{text.licence}</dt>
      <dd>
        MIT ·{' '}
        <a href="./licences.html" target="_blank" rel="noreferrer">
          {text.licences}
        </a>
      </dd>
    </dl>
  );
}

import { ChevronDown, ChevronUp } from 'lucide-react';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useFormat } from '../../i18n/format';
import { useMessages } from '../../i18n/messages';
import type { VisionInfo } from '../../vision';
import { useWords } from '../describe';
import type { SeenFace } from '../doubt';
import { EmotionMark } from '../EmotionMark';
import { doubtfulEmotions } from '../trust';
import { FilmButton } from '../ui/FilmButton';
import './bars.css';

export interface BarsHandle {
  /**
   * @param face - undefined while there is no face.
   * @param several - whether it is one of several faces: then its number is shown.
   */
  show(face: SeenFace | undefined, several: boolean): void;
}

interface Props {
  readonly info: VisionInfo;
  readonly hidden: boolean;
  /** Marks and small bars only. */
  readonly compact: boolean;
  readonly onToggle: () => void;
  readonly ref: Ref<BarsHandle>;
}

/** Milliseconds between two changes of the figures: faster ones cannot be read. */
const FIGURE_INTERVAL = 250;

/**
 * One bar an emotion. They are moved without React, which need not render thirty times a second;
 * the style sheet lets them glide.
 */
export function Bars({ info, hidden, compact, onToggle, ref }: Props) {
  const messages = useMessages();
  const { live } = messages;
  const words = useWords(info);
  const { emotions } = info;
  const doubtful = doubtfulEmotions(info);
  const { confidence } = useFormat();
  const list = useRef<HTMLUListElement>(null);
  const number = useRef<HTMLSpanElement>(null);
  const written = useRef(Number.NEGATIVE_INFINITY);

  useImperativeHandle(ref, () => ({
    show(face, several) {
      const rows = list.current?.children ?? [];
      const now = performance.now();
      const name = face && several ? String(face.id) : '';
      if (number.current && number.current.textContent !== name) {
        number.current.textContent = name;
        written.current = Number.NEGATIVE_INFINITY;
      }
      const write = now - written.current >= FIGURE_INTERVAL;
      if (write) written.current = now;
      const probabilities = face?.probabilities;
      const top = probabilities ? Math.max(...probabilities) : Number.NaN;
      emotions.forEach((_, i) => {
        const row = rows[i] as HTMLElement | undefined;
        const value = probabilities?.[i];
        if (!row) return;
        // Every change starts a transition, even one too small to see.
        const shown = (value ?? 0).toFixed(2);
        if (row.style.getPropertyValue('--value') !== shown) {
          row.style.setProperty('--value', shown);
        }
        if (!write) return;
        row.dataset.top = String(value === top);
        const figure = row.querySelector('.bar-figure');
        if (figure) figure.textContent = value === undefined ? '' : confidence(value);
      });
    },
  }));

  return (
    <section className="bars glass" hidden={hidden} data-compact={compact} data-covers>
      <span ref={number} className="face-number" />
      <ul ref={list} aria-label={live.bars}>
        {emotions.map((emotion) => (
          <li key={emotion} data-emotion={emotion} data-doubtful={doubtful.includes(emotion)}>
            <EmotionMark emotion={emotion} />
            <span className="bar-name">{words.name(emotion)}</span>
            <span className="bar-figure" />
            <span className="bar-track">
              <span className="bar-value" />
            </span>
          </li>
        ))}
      </ul>
      <FilmButton
        name={compact ? live.openBars : live.closeBars}
        className="bars-toggle"
        data-covers
        aria-expanded={!compact}
        onClick={onToggle}
      >
        {compact ? <ChevronUp /> : <ChevronDown />}
      </FilmButton>
    </section>
  );
}

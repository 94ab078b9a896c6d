import { type Ref, useImperativeHandle, useRef } from 'react';
import { useFormat } from '../../i18n/format';
import { emotionName, useMessages } from '../../i18n/messages';
import { EmotionMark } from '../EmotionMark';
import './bars.css';

export interface BarsHandle {
  /** @param probabilities - one value a bar; undefined while there is no face. */
  show(probabilities: readonly number[] | undefined): void;
}

interface Props {
  readonly emotions: readonly string[];
  readonly ref: Ref<BarsHandle>;
}

/** Milliseconds between two changes of the figures: faster ones cannot be read. */
const FIGURE_INTERVAL = 250;

/**
 * One bar an emotion. They are moved without React, which need not render thirty times a second;
 * the style sheet lets them glide.
 */
export function Bars({ emotions, ref }: Props) {
  const messages = useMessages();
  const { percent } = useFormat();
  const list = useRef<HTMLUListElement>(null);
  const written = useRef(Number.NEGATIVE_INFINITY);

  useImperativeHandle(ref, () => ({
    show(probabilities) {
      const rows = list.current?.children ?? [];
      const now = performance.now();
      const write = now - written.current >= FIGURE_INTERVAL;
      if (write) written.current = now;
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
        if (figure) figure.textContent = value === undefined ? '' : percent(value);
      });
    },
  }));

  return (
    <ul ref={list} className="bars glass" aria-label={messages.live.bars}>
      {emotions.map((emotion) => (
        <li key={emotion} data-emotion={emotion}>
          <EmotionMark emotion={emotion} />
          <span className="bar-name">{emotionName(messages, emotion)}</span>
          <span className="bar-figure" />
          <span className="bar-track">
            <span className="bar-value" />
          </span>
        </li>
      ))}
    </ul>
  );
}

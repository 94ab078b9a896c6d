import { useContext, useMemo } from 'react';
import { type Language, LanguageContext } from './messages';

/** Numbers and times as a language writes them. */
export interface Format {
  /** @param fraction - 0..1 */
  percent(fraction: number): string;
  /**
   * How sure an answer is, as a percentage. It is never 100 %: no answer about a face is certain.
   *
   * @param probability - 0..1
   */
  confidence(probability: number): string;
  /** @param value - shown with at most one decimal. */
  number(value: number): string;
  /** The time of day, to the second. */
  time(moment: Date): string;
  /** Two times of the same day, to the second. */
  timeRange(from: Date, to: Date): string;
}

const MAX_CONFIDENCE = 0.99;

/** Makes the formats of a language. */
export function formatOf(language: Language): Format {
  const whole = new Intl.NumberFormat(language, { style: 'percent' });
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  return {
    percent: (fraction) => whole.format(fraction),
    confidence: (probability) => whole.format(Math.min(MAX_CONFIDENCE, probability)),
    number: (value) => decimal.format(value),
    time: (moment) => clock.format(moment),
    timeRange: (from, to) => clock.formatRange(from, to),
  };
}

/** The formats of the language in use. */
export function useFormat(): Format {
  const language = useContext(LanguageContext);
  return useMemo(() => formatOf(language), [language]);
}

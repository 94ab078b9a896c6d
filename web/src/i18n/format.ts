import { useContext, useMemo } from 'react';
import { formatPercent, type Language, LanguageContext } from './messages';

/** Numbers, times and dates as a language writes them. */
export interface Format {
  /** @param fraction - 0..1 */
  percent(fraction: number): string;
  /** @param value - shown with at most one decimal. */
  number(value: number): string;
  /** @param date - as date and time. */
  moment(date: Date): string;
  /** @param seconds - as minutes and seconds, "2:05". */
  duration(seconds: number): string;
}

/** Makes the formats of a language. */
export function formatOf(language: Language): Format {
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    percent: (fraction) => formatPercent(language, fraction),
    number: (value) => decimal.format(value),
    moment: (date) => dateTime.format(date),
    duration: (seconds) => {
      const whole = Math.max(0, Math.round(seconds));
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    },
  };
}

/** The formats of the language in use. */
export function useFormat(): Format {
  const language = useContext(LanguageContext);
  return useMemo(() => formatOf(language), [language]);
}

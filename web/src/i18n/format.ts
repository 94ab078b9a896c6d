import { useContext, useMemo } from 'react';
import { formatPercent, type Language, LanguageContext } from './messages';

/** Numbers and times as a language writes them. */
export interface Format {
  /** @param fraction - 0..1 */
  percent(fraction: number): string;
  /** @param value - shown with at most one decimal. */
  number(value: number): string;
  /** The time of day, to the second. */
  time(moment: Date): string;
}

/** Makes the formats of a language. */
export function formatOf(language: Language): Format {
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  return {
    percent: (fraction) => formatPercent(language, fraction),
    number: (value) => decimal.format(value),
    time: (moment) => clock.format(moment),
  };
}

/** The formats of the language in use. */
export function useFormat(): Format {
  const language = useContext(LanguageContext);
  return useMemo(() => formatOf(language), [language]);
}

import { createContext, useContext } from 'react';
import { en } from './en';
import { vi } from './vi';

/** Every text of the app, in one language. */
export type Messages = typeof en;

export type Language = 'en' | 'vi';

/** The languages the app speaks. */
export const LANGUAGES: Readonly<Record<Language, Messages>> = { en, vi };

/**
 * Picks the first language of the browser's list that the app speaks.
 *
 * @param preferred - BCP 47 tags, the best first.
 */
export function pickLanguage(preferred: readonly string[]): Language {
  const spoken = preferred.map((tag) => tag.split('-')[0]?.toLowerCase());
  return spoken.find((tag): tag is Language => tag !== undefined && tag in LANGUAGES) ?? 'en';
}

/** A fraction as a percentage, as the language writes it: "93 %". */
export function formatPercent(language: Language, fraction: number): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return `${number.format(100 * fraction)} %`;
}

export const LanguageContext = createContext<Language>('en');

/** The texts of the language in use. */
export function useMessages(): Messages {
  return LANGUAGES[useContext(LanguageContext)];
}

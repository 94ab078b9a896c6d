import { createContext, useContext } from 'react';
import { en } from './en';
import { vi } from './vi';

/** Every text of the app, in one language. */
export type Messages = typeof en;

export type Language = 'en' | 'vi';

/** The languages the app speaks. */
export const LANGUAGES: Readonly<Record<Language, Messages>> = { en, vi };

/** Each language's name in itself, for those who speak no other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  vi: 'Tiếng Việt',
};

/**
 * Picks the first language of the browser's list that the app speaks.
 *
 * @param preferred - BCP 47 tags, the best first.
 */
export function pickLanguage(preferred: readonly string[]): Language {
  const spoken = preferred.map((tag) => tag.split('-')[0]?.toLowerCase());
  return spoken.find((tag): tag is Language => tag !== undefined && tag in LANGUAGES) ?? 'en';
}

export const LanguageContext = createContext<Language>('en');

/** The texts of the language in use. */
export function useMessages(): Messages {
  return LANGUAGES[useContext(LanguageContext)];
}

/** An emotion's name. A model trained on others brings names that no language file knows. */
export function emotionName({ emotions }: Messages, emotion: string): string {
  return emotion in emotions ? emotions[emotion as keyof Messages['emotions']] : emotion;
}

import { LANGUAGES, type Language } from '../../i18n/messages';

const NAME = 'lang';

/**
 * The language that a link to the app asks for, as `?lang=vi` does. It holds for this visit.
 *
 * @param search - the part of the address from its `?` on.
 * @returns undefined where it asks for none, or for one the app does not speak.
 */
export function linkLanguage(search: string): Language | undefined {
  const tag = new URLSearchParams(search).get(NAME)?.split('-')[0]?.toLowerCase();
  return Object.keys(LANGUAGES).find((language): language is Language => language === tag);
}

/** Takes the language out of the address: a reload must not bring it back. */
export function dropLinkLanguage(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has(NAME)) return;
  address.searchParams.delete(NAME);
  history.replaceState(history.state, '', address);
}

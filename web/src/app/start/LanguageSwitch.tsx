import { Languages } from 'lucide-react';
import { useContext } from 'react';
import { LANGUAGE_NAMES, type Language, LanguageContext } from '../../i18n/messages';
import { useSettings } from '../settings/SettingsProvider';

/** Offers the other language, in that language. */
export function LanguageSwitch() {
  const { change } = useSettings();
  const other: Language = useContext(LanguageContext) === 'en' ? 'vi' : 'en';
  return (
    <button
      type="button"
      className="chip-button"
      lang={other}
      onClick={() => change({ language: other })}
    >
      <Languages aria-hidden="true" />
      {LANGUAGE_NAMES[other]}
    </button>
  );
}

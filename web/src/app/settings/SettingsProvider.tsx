import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { LanguageContext, pickLanguage } from '../../i18n/messages';
import { useTheme } from '../theme/use-theme';
import { dropLinkLanguage, linkLanguage } from './link-language';
import { loadSettings, parseSettings, type Settings, saveSettings } from './settings';

interface Store {
  readonly settings: Settings;
  change(part: Partial<Settings>): void;
}

const SettingsContext = createContext<Store>({ settings: parseSettings(null), change: () => {} });

/** Gives the screens the settings, their language and their theme. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [settings, setSettings] = useState(loadSettings);
  const [linked, setLinked] = useState(() => linkLanguage(location.search));
  const change = useCallback((part: Partial<Settings>) => {
    if (part.language) {
      // The user's own choice ends what the link asked for.
      setLinked(undefined);
      dropLinkLanguage();
    }
    setSettings((old) => ({ ...old, ...part }));
  }, []);
  useEffect(() => saveSettings(settings), [settings]);

  const shown = linked ? { ...settings, language: linked } : settings;
  const language = shown.language === 'system' ? pickLanguage(navigator.languages) : shown.language;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useTheme(settings.theme);

  return (
    <SettingsContext value={{ settings: shown, change }}>
      <LanguageContext value={language}>{children}</LanguageContext>
    </SettingsContext>
  );
}

/** The settings and the way to change them. */
export function useSettings(): Store {
  return useContext(SettingsContext);
}

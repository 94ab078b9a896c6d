import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { LanguageContext, pickLanguage } from '../../i18n/messages';
import { useTheme } from '../theme/use-theme';
import { loadSettings, parseSettings, type Settings, saveSettings } from './settings';

interface Store {
  readonly settings: Settings;
  change(part: Partial<Settings>): void;
}

const SettingsContext = createContext<Store>({ settings: parseSettings(null), change: () => {} });

/** Gives the screens the settings, their language and their theme. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [settings, setSettings] = useState(loadSettings);
  const change = useCallback(
    (part: Partial<Settings>) => setSettings((old) => ({ ...old, ...part })),
    [],
  );
  useEffect(() => saveSettings(settings), [settings]);

  const language =
    settings.language === 'system' ? pickLanguage(navigator.languages) : settings.language;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useTheme(settings.theme);

  return (
    <SettingsContext value={{ settings, change }}>
      <LanguageContext value={language}>{children}</LanguageContext>
    </SettingsContext>
  );
}

/** The settings and the way to change them. */
export function useSettings(): Store {
  return useContext(SettingsContext);
}

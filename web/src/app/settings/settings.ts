import type { Language } from '../../i18n/messages';
import type { Smoothing } from '../../vision';

export type Theme = 'system' | 'light' | 'dark';

/** What the user chose; remembered on this device. */
export interface Settings {
  readonly language: Language | 'system';
  readonly theme: Theme;
  /** Show the front camera as a mirror does. */
  readonly mirror: boolean;
  /** Show the whole film, with bars beside it, instead of filling the screen with it. */
  readonly whole: boolean;
  /** How much room the bars take: little on small screens, until the user says otherwise. */
  readonly bars: 'auto' | 'open' | 'compact';
  readonly smoothing: Smoothing;
  /** How many faces are read at most. */
  readonly maxFaces: number;
  readonly lowPower: boolean;
  readonly diagnostics: boolean;
}

/** What each setting may be, the usual choice first. */
export const CHOICES = {
  language: ['system', 'en', 'vi'],
  theme: ['system', 'light', 'dark'],
  mirror: [true, false],
  whole: [false, true],
  bars: ['auto', 'open', 'compact'],
  smoothing: ['normal', 'off', 'strong'],
  maxFaces: [6, 1, 2, 3, 4, 5],
  lowPower: [false, true],
  diagnostics: [false, true],
} as const satisfies { readonly [Key in keyof Settings]: readonly Settings[Key][] };

const STORAGE_KEY = 'camxuc.settings';

/**
 * Makes settings of whatever was stored: what is missing or no longer a choice becomes the usual
 * one.
 */
export function parseSettings(text: string | null): Settings {
  const stored = readObject(text);
  const entries = Object.entries(CHOICES).map(([key, choices]) => {
    const values: readonly unknown[] = choices;
    return [key, values.includes(stored[key]) ? stored[key] : values[0]];
  });
  return Object.fromEntries(entries) as unknown as Settings;
}

/** The settings of this device. */
export function loadSettings(): Settings {
  try {
    return parseSettings(localStorage.getItem(STORAGE_KEY));
  } catch {
    // Storage may be forbidden: then every visit starts anew.
    return parseSettings(null);
  }
}

/** Remembers the settings where the browser lets it. */
export function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
  } catch {
    // Full or forbidden: the settings hold until the page closes.
  }
}

function readObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The eight emotions the app has a colour, a mark and a name for. */
export const EMOTIONS = [
  'neutral',
  'happiness',
  'surprise',
  'sadness',
  'anger',
  'disgust',
  'fear',
  'contempt',
] as const;

export type Emotion = (typeof EMOTIONS)[number];

/** Whether the app has a colour, a mark and a name for it: a newly trained model may bring more. */
export function isKnown(emotion: string): emotion is Emotion {
  return (EMOTIONS as readonly string[]).includes(emotion);
}

/**
 * What lies over the film and what is drawn on it. The glass lets the film through by
 * `1 - alpha`.
 */
export interface Palette {
  readonly glass: { readonly rgb: readonly [number, number, number]; readonly alpha: number };
  readonly ink: string;
  readonly softInk: string;
  readonly emotions: Readonly<Record<Emotion, string>>;
}

/**
 * Found by a search for eight colours that stand out from the glass, whatever film lies under it,
 * and stay apart for people without red, green or blue cones. The tests hold both.
 */
export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  dark: {
    glass: { rgb: [12, 16, 20], alpha: 0.8 },
    ink: '#ffffff',
    softInk: '#d0d6db',
    emotions: {
      neutral: '#acacac',
      happiness: '#f5de10',
      surprise: '#efa952',
      sadness: '#7abefd',
      anger: '#e56955',
      disgust: '#dcffbf',
      fear: '#bd6aea',
      contempt: '#8aebf9',
    },
  },
  light: {
    glass: { rgb: [255, 255, 255], alpha: 0.88 },
    ink: '#14181c',
    softInk: '#41484f',
    emotions: {
      neutral: '#4c5158',
      happiness: '#857c19',
      surprise: '#7e3e11',
      sadness: '#2057c3',
      anger: '#640d0b',
      disgust: '#1a8c6f',
      fear: '#a70296',
      contempt: '#073747',
    },
  },
};

/** The palette as CSS custom properties: `--glass`, `--glass-ink`, `--happiness`, ... */
export function toProperties({ glass, ink, softInk, emotions }: Palette): [string, string][] {
  return [
    ['--glass', `rgb(${glass.rgb.join(' ')} / ${glass.alpha})`],
    ['--glass-ink', ink],
    ['--glass-soft-ink', softInk],
    ...Object.entries(emotions).map(([emotion, colour]): [string, string] => [
      `--${emotion}`,
      colour,
    ]),
  ];
}

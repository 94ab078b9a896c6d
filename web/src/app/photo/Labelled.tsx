import { type RefObject, useEffect } from 'react';
import { useWords } from '../describe';
import { drawPicture } from '../picture/picture';
import { useSettings } from '../settings/SettingsProvider';
import { currentPalette } from '../theme/use-theme';
import type { PhotoState } from './use-photo';

interface Props {
  readonly ref: RefObject<HTMLCanvasElement | null>;
  readonly state: Extract<PhotoState, { name: 'read' }>;
  readonly label: string;
}

/** The photo with its labels, as it will be saved. */
export function Labelled({ ref, state, label }: Props) {
  const words = useWords();
  const { settings } = useSettings();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are drawn in.
  useEffect(() => {
    const { bitmap, reading } = state;
    const faces = reading.faces.map((face) => ({ face, text: words.label(face) }));
    const { width, height } = reading;
    const source = { image: bitmap, width, height, mirrored: false };
    drawPicture(ref.current as HTMLCanvasElement, source, faces, currentPalette());
  }, [ref, state, words, settings.theme]);
  return <canvas ref={ref} role="img" aria-label={label} />;
}

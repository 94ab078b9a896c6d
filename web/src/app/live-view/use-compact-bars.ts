import { useSettings } from '../settings/SettingsProvider';
import { useMediaQuery } from '../use-media-query';

/** In letters, not in pixels: where the text is large, a screen is smaller. */
const SMALL = '(max-width: 37rem), (max-height: 37rem)';

/**
 * Whether the bars are small, so that they leave the film to the faces. They are on small screens,
 * until the user says otherwise.
 *
 * @returns that, and a function that changes it for good.
 */
export function useCompactBars(): [compact: boolean, toggle: () => void] {
  const small = useMediaQuery(SMALL);
  const { settings, change } = useSettings();
  const compact = settings.bars === 'auto' ? small : settings.bars === 'compact';
  return [compact, () => change({ bars: compact ? 'open' : 'compact' })];
}

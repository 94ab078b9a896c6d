import { type RefObject, useEffect } from 'react';
import type { Analysis } from '../../vision';
import { earnOffer } from './offer';

/** Seconds with a face after which the user knows what the app is good for. */
const ENOUGH = 60;

/**
 * Counts the seconds in which faces were read; after a minute the app may offer to be installed.
 *
 * @param analysis - of the last frame.
 */
export function useGoodMinute(analysis: RefObject<Analysis | undefined>): void {
  useEffect(() => {
    let seconds = 0;
    let seen: Analysis | undefined;
    const timer = setInterval(() => {
      const latest = analysis.current;
      if (latest !== seen && latest?.faces.length) seconds++;
      seen = latest;
      if (seconds < ENOUGH) return;
      clearInterval(timer);
      earnOffer();
    }, 1000);
    return () => clearInterval(timer);
  }, [analysis]);
}

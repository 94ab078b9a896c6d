import { useEffect, useRef, useState } from 'react';
import { keepApp, type Update } from './service-worker';

/** Milliseconds of rest before the app is stored: it must not slow its own start. */
const REST = 3000;

/**
 * Stores the app for use without a network once it is at rest.
 *
 * @param resting - false while the app loads what it needs at once.
 * @returns what brings the new version, as soon as there is one.
 */
export function useUpdate(resting: boolean): Update | undefined {
  const [update, setUpdate] = useState<Update>();
  const kept = useRef(false);
  useEffect(() => {
    if (!resting || kept.current || import.meta.env.DEV) return;
    const timer = setTimeout(() => {
      kept.current = true;
      keepApp((found) => setUpdate(() => found)).catch((error) => {
        console.info('camxuc: not kept for use without a network:', error);
      });
    }, REST);
    return () => clearTimeout(timer);
  }, [resting]);
  return update;
}

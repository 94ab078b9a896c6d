import { useEffect, useState, useSyncExternalStore } from 'react';
import type { VisionClient } from '../vision';
import { loadedShare, loadVision, onLoadedShare } from './load-vision';

/**
 * Vision, undefined while it loads.
 *
 * @param onFail - called where it cannot be loaded.
 */
export function useVision(onFail: (error: unknown) => void): VisionClient | undefined {
  const [vision, setVision] = useState<VisionClient>();
  useEffect(() => {
    let waiting = true;
    loadVision().then(
      (loaded) => waiting && setVision(loaded),
      (error) => waiting && onFail(error),
    );
    return () => {
      waiting = false;
    };
  }, [onFail]);
  return vision;
}

/** How much of vision has been downloaded, 0..1. */
export function useLoadedShare(): number {
  return useSyncExternalStore(onLoadedShare, loadedShare);
}

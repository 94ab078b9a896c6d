import { useEffect } from 'react';

/** Keeps the screen on while mounted and visible, where the browser can. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let mounted = true;
    const acquire = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const acquired = await navigator.wakeLock?.request('screen');
        if (mounted) lock = acquired;
        else void acquired?.release();
      } catch {
        // The battery is low, or the browser forbids it: the screen goes off as usual.
      }
    };
    void acquire();
    // The browser takes the lock back when the page is hidden.
    document.addEventListener('visibilitychange', acquire);
    return () => {
      mounted = false;
      document.removeEventListener('visibilitychange', acquire);
      void lock?.release();
    };
  }, []);
}

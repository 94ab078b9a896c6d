import { losesSomething } from '../late/renew';

/** Puts the new version in place of the old one, in every tab. */
export type Update = () => void;

/**
 * Keeps the app for use without a network, and up to date.
 *
 * @param onUpdate - called when a new version is there as a whole and waits.
 */
export async function keepApp(onUpdate: (update: Update) => void): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  let controlled = Boolean(serviceWorker.controller);
  let asked = false;
  serviceWorker.addEventListener('controllerchange', () => {
    // An old page must not ask the new version for its files.
    // Where another tab asked for the update, this one takes nothing away: parts that are gone by
    // then say so.
    if (controlled && (asked || !losesSomething())) location.reload();
    controlled = true;
  });
  const registration = await serviceWorker.register('./sw.js');
  const announce = () => {
    const { waiting } = registration;
    if (waiting && serviceWorker.controller) {
      onUpdate(() => {
        asked = true;
        waiting.postMessage({ type: 'SKIP_WAITING' });
      });
    }
  };
  announce();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', announce),
  );
  // An installed app may stay open for weeks.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  });
}

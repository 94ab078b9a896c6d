const STORAGE_KEY = 'camxuc.renewed';
/** Milliseconds the host has to answer: the user waits for a word. */
const PATIENCE = 4000;

/** Each says whether the user has something here that a reload would take away. */
export const unsaved = new Set<() => boolean>();

/** Whether a reload would take something from the user. */
export function losesSomething(): boolean {
  return [...unsaved].some((lost) => lost());
}

/** - `outdated`: the host has another build, and it is for the user to say when to reload. */
export type Build = 'current' | 'outdated';

/**
 * Reloads the page where the host has another build by now, whose files have other names: once for
 * each build, so that a host that still gives out the old page cannot make it go round and round,
 * and only where nothing is lost.
 *
 * @returns which build this is, where the page stays.
 */
export async function renew(): Promise<Build> {
  const entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src;
  if (!entry) return 'current';
  const name = entry.slice(entry.lastIndexOf('/') + 1);
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(location.pathname, { cache: 'no-store', signal });
    if (!response.ok || (await response.text()).includes(name)) return 'current';
  } catch {
    return 'current';
  }
  if (losesSomething() || !firstTime(name)) return 'outdated';
  location.reload();
  // The page is on its way out.
  return new Promise(() => {});
}

function firstTime(name: string): boolean {
  try {
    if (sessionStorage.getItem(STORAGE_KEY) === name) return false;
    sessionStorage.setItem(STORAGE_KEY, name);
    return true;
  } catch {
    // Without storage it could not know.
    return false;
  }
}

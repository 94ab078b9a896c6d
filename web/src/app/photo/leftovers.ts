/** In the session's storage: the name of the cache with this tab's photos. */
export const STORAGE_KEY = 'camxuc.photos';
/** Such a cache is called so, and after it the time when it was made. */
export const CACHE_PREFIX = 'camxuc.photos.';
const HOUR = 3_600_000;

/** Deletes photos that tabs kept and left behind when they were closed. */
export async function deleteLeftovers(): Promise<void> {
  try {
    const own = sessionStorage.getItem(STORAGE_KEY);
    for (const name of await caches.keys()) {
      const made = name.startsWith(CACHE_PREFIX) ? Number(name.slice(CACHE_PREFIX.length)) : NaN;
      // A younger one may be of a tab that is still open.
      if (name !== own && made < Date.now() - HOUR) await caches.delete(name);
    }
  } catch (error) {
    console.info('camxuc:', error);
  }
}

import { CACHE_PREFIX, STORAGE_KEY } from './leftovers';

/** One step at a time: a cache is not filled while another step deletes it. */
let steps: Promise<unknown> = Promise.resolve();

/**
 * Keeps this tab's photos over a reload, in place of those before: a phone reloads pages that were
 * in the background. Without storage nothing is kept.
 */
export function keepPhotos(files: readonly Blob[]): void {
  queue(async () => {
    await deleteKept();
    const name = CACHE_PREFIX + Date.now();
    sessionStorage.setItem(STORAGE_KEY, name);
    const cache = await caches.open(name);
    for (const [i, file] of files.entries()) {
      const fileName = file instanceof File ? file.name : '';
      await cache.put(`./kept/${i}/${encodeURIComponent(fileName)}`, new Response(file));
    }
  });
}

/** Deletes what this tab keeps. */
export function forgetPhotos(): void {
  queue(deleteKept);
}

/** What this tab kept before its page was reloaded. */
export async function keptPhotos(): Promise<readonly File[]> {
  const files = await queue(async () => {
    const name = sessionStorage.getItem(STORAGE_KEY);
    if (!name) return [];
    const cache = await caches.open(name);
    return Promise.all((await cache.keys()).map((request) => readFile(cache, request)));
  });
  return files ?? [];
}

async function readFile(cache: Cache, request: Request): Promise<File> {
  const content = await (await cache.match(request))?.blob();
  if (!content) throw new Error(`${request.url} is no longer kept`);
  const name = decodeURIComponent(request.url.slice(request.url.lastIndexOf('/') + 1));
  return new File([content], name, { type: content.type });
}

async function deleteKept(): Promise<void> {
  const name = sessionStorage.getItem(STORAGE_KEY);
  if (!name) return;
  sessionStorage.removeItem(STORAGE_KEY);
  await caches.delete(name);
}

/** @returns undefined where the step failed, as without storage or with a full one. */
function queue<Result>(step: () => Promise<Result>): Promise<Result | undefined> {
  const result = steps.then(step).catch((error) => {
    console.info('camxuc:', error);
    return undefined;
  });
  steps = result;
  return result;
}

// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetPhotos, keepPhotos, keptPhotos } from './kept-photos';
import { deleteLeftovers } from './leftovers';

let stored: Map<string, Map<string, Response>>;

beforeEach(() => {
  stored = new Map();
  sessionStorage.clear();
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.stubGlobal('caches', {
    keys: async () => [...stored.keys()],
    delete: async (name: string) => stored.delete(name),
    open: async (name: string) => {
      const entries = stored.get(name) ?? new Map<string, Response>();
      stored.set(name, entries);
      return {
        put: async (url: string, response: Response) => void entries.set(url, response),
        keys: async () => [...entries.keys()].map((url) => ({ url })),
        match: async ({ url }: Request) => entries.get(url)?.clone(),
      };
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const photo = (name: string) => new File([name], name, { type: 'image/png' });
const names = (files: readonly File[]) => files.map(({ name }) => name);

it('keeps photos with their names, the last ones only, until they are forgotten', async () => {
  keepPhotos([photo('old.png')]);
  keepPhotos([photo('bé 1/2.png'), photo('b.png')]);
  const kept = await keptPhotos();
  expect(names(kept)).toEqual(['bé 1/2.png', 'b.png']);
  expect(await kept[0]?.text()).toBe('bé 1/2.png');
  expect(kept[0]?.type).toBe('image/png');
  expect(stored.size).toBe(1);
  forgetPhotos();
  expect(await keptPhotos()).toEqual([]);
  expect(stored.size).toBe(0);
});

it('deletes what other tabs left behind an hour ago, and nothing else', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1e12 });
  keepPhotos([photo('own.png')]);
  await keptPhotos();
  for (const name of ['camxuc.photos.1000000000001', 'camxuc.photos.1000003000000', 'other']) {
    await caches.open(name);
  }
  vi.setSystemTime(1e12 + 3_600_500);
  await deleteLeftovers();
  expect([...stored.keys()]).toEqual([
    'camxuc.photos.1000000000000',
    'camxuc.photos.1000003000000',
    'other',
  ]);
  expect(names(await keptPhotos())).toEqual(['own.png']);
});

it.each(['caches', 'sessionStorage'])('keeps nothing where there is no %s', async (missing) => {
  vi.stubGlobal(missing, undefined);
  keepPhotos([photo('a.png')]);
  expect(await keptPhotos()).toEqual([]);
  forgetPhotos();
  await expect(deleteLeftovers()).resolves.toBeUndefined();
});

it('goes on after a full storage', async () => {
  vi.spyOn(caches, 'open').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
  keepPhotos([photo('a.png')]);
  keepPhotos([photo('b.png')]);
  expect(names(await keptPhotos())).toEqual(['b.png']);
});

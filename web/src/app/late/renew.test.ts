// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renew, unsaved } from './renew';

const reload = vi.fn();
const page = (entry: string) => `<script type="module" src="./assets/${entry}"></script>`;
let answer: () => Promise<Response>;

beforeEach(() => {
  reload.mockReset();
  sessionStorage.clear();
  // A script of its own would be fetched.
  const entry = { src: 'https://example.org/assets/index-old.js' };
  vi.spyOn(document, 'querySelector').mockReturnValue(entry as HTMLScriptElement);
  vi.spyOn(location, 'reload').mockImplementation(reload);
  vi.stubGlobal('fetch', () => answer());
});
afterEach(() => {
  unsaved.clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const host = (html: string, status = 200) => {
  answer = async () => new Response(html, { status });
};
const settled = () => new Promise((resolve) => setTimeout(resolve));

it('reloads a page whose build is gone from the host', async () => {
  host(page('index-new.js'));
  void renew();
  await settled();
  expect(reload).toHaveBeenCalledOnce();
});

it('reloads it once, however often the host gives out the old page', async () => {
  host(page('index-new.js'));
  void renew();
  await settled();
  expect(await renew()).toBe('outdated');
  expect(reload).toHaveBeenCalledOnce();
});

it('takes nothing from the user', async () => {
  host(page('index-new.js'));
  unsaved.add(() => true);
  expect(await renew()).toBe('outdated');
  expect(reload).not.toHaveBeenCalled();
});

it.each([
  ['the build is still the one on the host', async () => new Response(page('index-old.js'))],
  ['the host is down', async () => new Response('', { status: 503 })],
  ['there is no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
])('stays where %s', async (_, given) => {
  answer = given;
  expect(await renew()).toBe('current');
  expect(reload).not.toHaveBeenCalled();
});

it('stays where it could not remember that it reloaded', async () => {
  host(page('index-new.js'));
  const getItem = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem });
  expect(await renew()).toBe('outdated');
  expect(reload).not.toHaveBeenCalled();
});

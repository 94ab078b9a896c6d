// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { fileName } from './picture';
import { canShare, download, share } from './save';

const file = new File(['x'], 'camxuc.jpg', { type: 'image/jpeg' });

afterEach(() => vi.unstubAllGlobals());

it('shares only where the browser takes this file', () => {
  vi.stubGlobal('navigator', {});
  expect(canShare(file)).toBe(false);
  vi.stubGlobal('navigator', { canShare: (data: ShareData) => data.files?.[0] === file });
  expect(canShare(file)).toBe(true);
});

it('takes a closed share sheet for a change of mind, not for an error', async () => {
  const reject = (name: string) => () => Promise.reject(new DOMException('no', name));
  vi.stubGlobal('navigator', { share: reject('AbortError') });
  await expect(share(file)).resolves.toBe(false);
  vi.stubGlobal('navigator', { share: reject('NotAllowedError') });
  await expect(share(file)).rejects.toThrow('no');
  vi.stubGlobal('navigator', { share: () => Promise.resolve() });
  await expect(share(file)).resolves.toBe(true);
});

it('downloads under the name of the file', () => {
  const clicked = vi.fn();
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    clicked(this.download, this.href.startsWith('blob:'));
  });
  download(file);
  expect(clicked).toHaveBeenCalledExactlyOnceWith('camxuc.jpg', true);
});

it('names files by their moment, in an order that sorts', () => {
  expect(fileName(new Date(2026, 0, 5, 7, 8, 9), 'csv')).toBe('camxuc-20260105-070809.csv');
});

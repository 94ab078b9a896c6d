// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SettingsProvider, useSettings } from './SettingsProvider';
import { loadSettings } from './settings';

beforeEach(() => {
  localStorage.clear();
  history.replaceState(null, '', '/');
});
afterEach(cleanup);

const visit = (address: string) => {
  history.replaceState(null, '', address);
  return renderHook(useSettings, { wrapper: SettingsProvider }).result;
};

it.each(['/?lang=vi', '/?lang=vi-VN&utm_source=mail#live', '/?lang=VI'])(
  'speaks the language of the link %s, and does not remember it',
  (address) => {
    const result = visit(address);
    expect(document.documentElement.lang).toBe('vi');
    expect(result.current.settings.language).toBe('vi');
    expect(loadSettings().language).toBe('system');
  },
);

it.each(['/?lang=xx', '/?lang=', '/?lang=toString', '/'])('asks nothing of %s', (address) => {
  expect(visit(address).current.settings.language).toBe('system');
});

it('obeys the user rather than the link, after a reload too', () => {
  const result = visit('/?lang=vi&from=mail#live');
  act(() => result.current.change({ theme: 'dark' }));
  expect(result.current.settings.language).toBe('vi');
  act(() => result.current.change({ language: 'en' }));
  expect(document.documentElement.lang).toBe('en');
  expect(location.search + location.hash).toBe('?from=mail#live');
});

// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { loadSettings, parseSettings, saveSettings } from './settings';

const usual = parseSettings(null);

beforeEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

it('remembers what was chosen', () => {
  const chosen = { ...usual, theme: 'dark', maxFaces: 2, mirror: false } as const;
  saveSettings(chosen);
  expect(loadSettings()).toEqual(chosen);
});

it.each(['', 'no JSON', 'null', '7', '[]', '"dark"'])('starts as usual from %j', (text) => {
  expect(parseSettings(text)).toEqual(usual);
});

it('replaces only what is no choice', () => {
  const text = JSON.stringify({ theme: 'pink', maxFaces: 1e9, mirror: 'no', smoothing: 'off' });
  expect(parseSettings(text)).toEqual({ ...usual, smoothing: 'off' });
});

it('works where storage is forbidden', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(loadSettings()).toEqual(usual);
  expect(() => saveSettings(usual)).not.toThrow();
});

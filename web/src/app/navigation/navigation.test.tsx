// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { close, closeScreen, open, replace, useRoute } from './navigation';

/** The browser's history, as far as the app uses it. */
const entries: { state: unknown; url: string }[] = [];
let at = 0;

function go(step: number): void {
  at += step;
  show();
  dispatchEvent(new PopStateEvent('popstate'));
}

function show(): void {
  const entry = entries[at] as (typeof entries)[number];
  vi.stubGlobal('location', new URL(entry.url, 'https://example.org/'));
}

const leap = vi.fn((steps: number) => {
  setTimeout(() => act(() => go(steps)));
});
const back = vi.fn(() => leap(-1));

beforeEach(() => {
  vi.useFakeTimers();
  entries.splice(0, entries.length, { state: null, url: '/app/?lang=vi' });
  at = 0;
  show();
  vi.stubGlobal('history', {
    get state() {
      return entries[at]?.state;
    },
    pushState: (state: unknown, _: string, url: string) => {
      entries.splice(++at, Number.POSITIVE_INFINITY, { state, url });
      show();
    },
    replaceState: (state: unknown, _: string, url: string) => {
      entries[at] = { state, url };
      show();
    },
    back,
    go: leap,
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  back.mockClear();
});

it('makes an entry of each screen and sheet, which Back closes', () => {
  const { result } = renderHook(useRoute);
  act(() => open({ screen: 'live' }));
  act(() => open({ screen: 'live', sheet: 'timeline' }));
  expect(entries.map(({ url }) => url)).toEqual([
    '/app/?lang=vi',
    '/app/?lang=vi#live',
    '/app/?lang=vi#live/timeline',
  ]);
  act(() => go(-1));
  expect(result.current).toEqual({ screen: 'live' });
  act(() => go(-1));
  expect(result.current).toEqual({ screen: 'start' });
});

it('closes with a button what Back would close, and no more where it is pressed twice', () => {
  const { result } = renderHook(useRoute);
  act(() => open({ screen: 'live' }));
  act(() => open({ screen: 'live', sheet: 'settings' }));
  close();
  close();
  vi.runAllTimers();
  expect(back).toHaveBeenCalledOnce();
  expect(result.current).toEqual({ screen: 'live' });
});

it('never leaves the app from a link into it', () => {
  entries[0] = { state: null, url: '/app/#live/settings' };
  show();
  const { result } = renderHook(useRoute);
  act(close);
  expect(result.current).toEqual({ screen: 'live' });
  act(close);
  expect(result.current).toEqual({ screen: 'start' });
  expect(back).not.toHaveBeenCalled();
  expect(entries).toHaveLength(1);
});

it('does not lead back to what was replaced', () => {
  const { result } = renderHook(useRoute);
  act(() => open({ screen: 'live' }));
  act(() => replace({ screen: 'photo' }));
  act(close);
  vi.runAllTimers();
  expect(result.current).toEqual({ screen: 'start' });
});

it('leaves a screen with what is open over it', () => {
  const { result } = renderHook(useRoute);
  act(() => open({ screen: 'live' }));
  act(() => open({ screen: 'live', sheet: 'frozen' }));
  closeScreen();
  vi.runAllTimers();
  expect(result.current).toEqual({ screen: 'start' });
  expect(at).toBe(0);
});

it('leaves a screen that a link led to for the start', () => {
  entries[0] = { state: null, url: '/app/#live/settings' };
  show();
  const { result } = renderHook(useRoute);
  act(closeScreen);
  expect(result.current).toEqual({ screen: 'start' });
  expect(entries).toHaveLength(1);
});

// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentType } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MissingPart } from './arrive';
import { late } from './late';

beforeEach(() => {
  // The page around the part has no entry script: there is no build to compare.
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  document.head.innerHTML = '';
  vi.restoreAllMocks();
});

const Part = ({ name }: { readonly name: string }) => <p>part {name}</p>;
const Broken = (): never => {
  throw new Error('a fault of ours');
};
const shown = (text: string | RegExp) => screen.queryByText(text) !== null;

/** Renders a late part beside something else. */
async function show(load: () => Promise<ComponentType<{ readonly name: string }>>) {
  const Late = late(load, (part) => part);
  render(
    <>
      <p>film</p>
      <Late name="one" />
    </>,
  );
  await act(async () => {});
}

it('says at once that a part is on its way, then shows it', async () => {
  let give = (_: typeof Part) => {};
  await show(() => new Promise((resolve) => (give = resolve)));
  expect(screen.getByRole('progressbar')).toBeTruthy();
  await act(async () => give(Part));
  expect(shown('part one')).toBe(true);
  expect(screen.queryByRole('progressbar')).toBeNull();
});

it('says that a part is missing, keeps all else and tries again', async () => {
  const load = vi.fn().mockRejectedValueOnce(new TypeError('Failed to fetch'));
  load.mockResolvedValue(Part);
  await show(load);
  expect(shown('This part did not arrive')).toBe(true);
  expect(shown('film')).toBe(true);
  await act(async () => fireEvent.click(screen.getByText('Try again')));
  expect(shown('part one')).toBe(true);
});

it('tries again by itself once there is a connection', async () => {
  const load = vi.fn().mockRejectedValueOnce(new TypeError('Failed to fetch'));
  load.mockResolvedValue(Part);
  await show(load);
  await act(async () => dispatchEvent(new Event('online')));
  expect(shown('part one')).toBe(true);
});

it('keeps a part that breaks from taking the rest with it', async () => {
  await show(async () => Broken);
  expect(shown('Something went wrong here')).toBe(true);
  expect(shown('film')).toBe(true);
});

it('fetches a style sheet again that did not arrive', async () => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  document.head.append(link);
  link.dispatchEvent(new Event('error'));
  const load = vi.fn(async () => Part);
  await show(load);
  const again = document.querySelector('link') as HTMLLinkElement;
  expect(again).not.toBe(link);
  expect(load).not.toHaveBeenCalled();
  await act(async () => again.dispatchEvent(new Event('load')));
  expect(shown('part one')).toBe(true);
});

it('knows the address of a module that failed, to fetch it under another name', () => {
  const inChrome = 'TypeError: Failed to fetch dynamically imported module: https://a.org/b/c-1.js';
  const inFirefox = 'TypeError: error loading dynamically imported module: https://a.org/b/c-1.js';
  for (const cause of [inChrome, inFirefox]) {
    expect(new MissingPart('current', cause).address?.href).toBe('https://a.org/b/c-1.js');
  }
  expect(new MissingPart('current', 'Importing a module script failed.').address).toBeUndefined();
  expect(new MissingPart('current', 'no style sheet https://a.org/b.css').address).toBeUndefined();
});

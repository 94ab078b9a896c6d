// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { close, open } from '../navigation/navigation';
import type { SheetName } from '../navigation/route';
import { useFrozenEntry } from './use-frozen-entry';

vi.mock('../navigation/navigation');

const thaw = vi.fn();

beforeEach(() => vi.resetAllMocks());
afterEach(cleanup);

function show(frozen: boolean, sheet?: SheetName) {
  const { rerender } = renderHook(
    (props: { frozen: boolean; sheet: SheetName | undefined }) =>
      useFrozenEntry(props.frozen, props.sheet, thaw),
    { initialProps: { frozen, sheet } },
  );
  return (next: boolean, over?: SheetName) => rerender({ frozen: next, sheet: over });
}

it('adds an entry where the picture is frozen, and Back thaws it', () => {
  const change = show(false);
  change(true);
  expect(open).toHaveBeenCalledExactlyOnceWith({ screen: 'live', sheet: 'frozen' });
  change(true, 'frozen');
  change(true);
  expect(thaw).toHaveBeenCalledOnce();
  change(false);
  expect(open).toHaveBeenCalledOnce();
  expect(close).not.toHaveBeenCalled();
});

it('takes the entry away where the button thaws the picture', () => {
  const change = show(false);
  change(true);
  change(true, 'frozen');
  change(false, 'frozen');
  expect(close).toHaveBeenCalledOnce();
  change(false);
  expect(thaw).not.toHaveBeenCalled();
});

it('keeps the picture frozen while a sheet is open over it', () => {
  const change = show(true, 'frozen');
  change(true, 'timeline');
  change(true, 'frozen');
  expect(thaw).not.toHaveBeenCalled();
  expect(close).not.toHaveBeenCalled();
});

it('does not leave the live view for a link to a picture that is gone', () => {
  show(false, 'frozen');
  expect(close).toHaveBeenCalledOnce();
});

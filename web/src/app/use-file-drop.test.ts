// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useFileDrop } from './use-file-drop';

afterEach(cleanup);

/** A drag event, which happy-dom has not, that carries files. */
function drag(type: string, files: readonly File[], types = ['Files']): Event {
  const event = new Event(type, { cancelable: true });
  return Object.assign(event, { dataTransfer: { files, types }, relatedTarget: null });
}

const picture = new File(['a'], 'a.jpg');

it('takes every file that is dropped, and the browser does not open it', () => {
  const onFiles = vi.fn();
  const { result } = renderHook(() => useFileDrop(onFiles));
  const over = drag('dragover', []);
  act(() => void document.dispatchEvent(over));
  expect(result.current).toBe(true);
  expect(over.defaultPrevented).toBe(true);
  const files = [picture, new File(['b'], 'b.jpg')];
  const drop = drag('drop', files);
  act(() => void document.dispatchEvent(drop));
  expect(drop.defaultPrevented).toBe(true);
  expect(onFiles).toHaveBeenCalledExactlyOnceWith(files);
  expect(result.current).toBe(false);
});

it('leaves text and links to the browser', () => {
  const onFiles = vi.fn();
  const { result } = renderHook(() => useFileDrop(onFiles));
  const over = drag('dragover', [], ['text/plain']);
  act(() => void document.dispatchEvent(over));
  expect(over.defaultPrevented).toBe(false);
  expect(result.current).toBe(false);
  document.dispatchEvent(drag('drop', [], ['text/plain']));
  expect(onFiles).not.toHaveBeenCalled();
});

it('notices that files have left again', () => {
  const { result } = renderHook(() => useFileDrop(() => {}));
  act(() => void document.dispatchEvent(drag('dragover', [])));
  act(() => void document.dispatchEvent(drag('dragleave', [])));
  expect(result.current).toBe(false);
});

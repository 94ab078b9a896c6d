// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchStillness } from './stillness';

let frames = 0;
const video = {
  paused: false,
  play: vi.fn(async () => {}),
  getVideoPlaybackQuality: () => ({ totalVideoFrames: frames }),
};
const film = video as unknown as HTMLVideoElement;

function pass(seconds: number, rate: number): void {
  for (let i = 0; i < seconds * 10; i++) {
    frames += rate / 10;
    vi.advanceTimersByTime(100);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  video.paused = false;
});
afterEach(() => vi.useRealTimers());

it('tells after three seconds without a frame, and when frames come again', () => {
  const onChange = vi.fn();
  const stop = watchStillness(film, onChange);
  pass(5, 30);
  pass(2.5, 0);
  expect(onChange).not.toHaveBeenCalled();
  pass(5, 0);
  expect(onChange.mock.calls).toEqual([[true]]);
  pass(1, 30);
  expect(onChange.mock.calls).toEqual([[true], [false]]);
  stop();
  pass(9, 0);
  expect(onChange).toHaveBeenCalledTimes(2);
});

it('takes a slow camera for no still one', () => {
  const onChange = vi.fn();
  watchStillness(film, onChange);
  pass(20, 1);
  expect(onChange).not.toHaveBeenCalled();
});

it('starts a film again that the browser has paused', () => {
  video.paused = true;
  watchStillness(film, () => {});
  pass(1, 0);
  expect(video.play).toHaveBeenCalled();
});

it('does not count the time in which nobody looks', () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const onChange = vi.fn();
  watchStillness(film, onChange);
  pass(20, 0);
  hidden.mockRestore();
  pass(2.5, 0);
  expect(onChange).not.toHaveBeenCalled();
});

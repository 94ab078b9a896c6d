import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eachFrame, takeFrame } from './frames';

/** A video that gives a frame when told to. */
class FakeVideo {
  private callback: ((now: number) => void) | undefined;

  requestVideoFrameCallback(callback: (now: number) => void): number {
    this.callback = callback;
    return 1;
  }

  cancelVideoFrameCallback(): void {
    this.callback = undefined;
  }

  async play(now: number): Promise<void> {
    const callback = this.callback;
    this.callback = undefined;
    callback?.(now);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function film(): { fake: FakeVideo; video: HTMLVideoElement } {
  const fake = new FakeVideo();
  return { fake, video: fake as unknown as HTMLVideoElement };
}

it('takes one frame at a time and skips those that come meanwhile', async () => {
  const { fake, video } = film();
  let finish = () => {};
  const onFrame = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  eachFrame(video, onFrame, () => 0);
  await fake.play(0);
  await fake.play(33);
  expect(onFrame.mock.calls).toEqual([[0]]);
  finish();
  await Promise.resolve();
  await Promise.resolve();
  await fake.play(66);
  expect(onFrame.mock.calls).toEqual([[0], [0.066]]);
});

it('keeps the interval it is asked for', async () => {
  const { fake, video } = film();
  const onFrame = vi.fn(async () => {});
  eachFrame(video, onFrame, () => 100);
  for (let now = 0; now < 1000; now += 1000 / 30) await fake.play(now);
  expect(onFrame.mock.calls.length).toBeGreaterThanOrEqual(9);
  expect(onFrame.mock.calls.length).toBeLessThanOrEqual(10);
});

it('stops when told, even while a frame is being read', async () => {
  const { fake, video } = film();
  let stop = () => {};
  const onFrame = vi.fn(async () => stop());
  stop = eachFrame(video, onFrame, () => 0);
  await fake.play(0);
  await fake.play(33);
  expect(onFrame).toHaveBeenCalledOnce();
});

it('follows the display where videos do not tell of their frames', async () => {
  const callbacks: ((now: number) => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (callback: (now: number) => void) =>
    callbacks.push(callback),
  );
  const onFrame = vi.fn(async () => {});
  eachFrame({} as HTMLVideoElement, onFrame, () => 0);
  callbacks[0]?.(16);
  expect(onFrame).toHaveBeenCalledExactlyOnceWith(0.016);
});

beforeEach(() => vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 }));
afterEach(() => vi.unstubAllGlobals());

const playing = { readyState: 4, videoWidth: 640, videoHeight: 480 } as HTMLVideoElement;

it('takes no frame of a video without a picture', async () => {
  expect(await takeFrame({ ...playing, readyState: 1 })).toBeUndefined();
  expect(await takeFrame({ ...playing, videoWidth: 0 })).toBeUndefined();
});

it('takes no frame while the video changes its size', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('resized')));
  expect(await takeFrame(playing)).toBeUndefined();
});

it('closes a VideoFrame that lies on its side and takes a bitmap', async () => {
  const close = vi.fn();
  class Sideways {
    displayWidth = 480;
    displayHeight = 640;
    close = close;
  }
  const bitmap = {};
  vi.stubGlobal('MediaStreamTrackProcessor', class {});
  vi.stubGlobal('VideoFrame', Sideways);
  vi.stubGlobal('createImageBitmap', async () => bitmap);
  expect(await takeFrame(playing)).toBe(bitmap);
  expect(close).toHaveBeenCalledOnce();
});

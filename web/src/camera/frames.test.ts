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

const WHOLE = { x: 0, y: 0, width: 640, height: 480 };

it('takes no frame of a video without a picture', async () => {
  expect(await takeFrame({ ...playing, readyState: 1 }, WHOLE)).toBeUndefined();
  expect(await takeFrame({ ...playing, videoWidth: 0 }, WHOLE)).toBeUndefined();
});

it('takes no frame while the video changes its size', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('resized')));
  expect(await takeFrame(playing, WHOLE)).toBeUndefined();
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
  expect(await takeFrame(playing, WHOLE)).toEqual({ frame: bitmap, part: WHOLE });
  expect(close).toHaveBeenCalledOnce();
});

/** A browser whose frames can be cut. */
class Frame {
  static open = 0;
  displayWidth: number;
  displayHeight: number;
  visibleRect: { x: number; y: number; width: number; height: number };

  constructor(source: unknown, init?: { visibleRect: Frame['visibleRect'] }) {
    this.visibleRect = init?.visibleRect ?? { x: 2, y: 4, width: 640, height: 480 };
    if (!init && source !== playing) throw new Error('a frame is made of the video');
    this.displayWidth = this.visibleRect.width;
    this.displayHeight = this.visibleRect.height;
    Frame.open++;
  }

  close() {
    Frame.open--;
  }
}

it('cuts out the part that is wanted, and leaves no frame open', async () => {
  vi.stubGlobal('MediaStreamTrackProcessor', class {});
  vi.stubGlobal('VideoFrame', Frame);
  Frame.open = 0;
  const part = { x: 210, y: 0, width: 220, height: 480 };
  const frame = await takeFrame(playing, part);
  expect(frame).toMatchObject({
    frame: { visibleRect: { x: 212, y: 4, width: 220, height: 480 } },
    part,
  });
  expect(Frame.open).toBe(1);
  expect(await takeFrame(playing, WHOLE)).toMatchObject({ frame: { displayWidth: 640 } });
});

it('takes the whole frame where its pixels are stored on their side', async () => {
  vi.stubGlobal('MediaStreamTrackProcessor', class {});
  vi.stubGlobal(
    'VideoFrame',
    class extends Frame {
      override visibleRect = { x: 0, y: 0, width: 480, height: 640 };
    },
  );
  const frame = await takeFrame(playing, { x: 210, y: 0, width: 220, height: 480 });
  expect(frame).toMatchObject({ frame: { displayWidth: 640, displayHeight: 480 }, part: WHOLE });
});

it('cuts the part out where frames are bitmaps', async () => {
  const cut = vi.fn(async () => ({}));
  vi.stubGlobal('createImageBitmap', cut);
  await takeFrame(playing, { x: 210, y: 0, width: 220, height: 480 });
  expect(cut).toHaveBeenCalledExactlyOnceWith(playing, 210, 0, 220, 480, {});
});

it('makes bitmaps of a large film no larger than is of use', async () => {
  const cut = vi.fn(async () => ({}));
  vi.stubGlobal('createImageBitmap', cut);
  const part = { x: 0, y: 0, width: 1280, height: 720 };
  expect(await takeFrame(playing, part)).toMatchObject({ part });
  const [, , , , , options] = cut.mock.calls[0] as unknown as unknown[];
  expect(options).toEqual({ resizeWidth: 739, resizeHeight: 416 });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCamera } from './camera';
import { type CameraErrorKind, toCameraError } from './camera-error';

function named(name: string): Error {
  return Object.assign(new Error('why'), { name });
}

describe('toCameraError', () => {
  const kinds: [string, CameraErrorKind][] = [
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotFoundError', 'absent'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['OverconstrainedError', 'unsuitable'],
    ['TypeError', 'unknown'],
  ];
  it.each(kinds)('calls %s %s and keeps the cause', (name, kind) => {
    const cause = named(name);
    expect(toCameraError(cause)).toMatchObject({ kind, cause, message: `${name}: why` });
  });

  it('survives what is no error', () => {
    expect(toCameraError('no').kind).toBe('unknown');
  });
});

describe('openCamera', () => {
  const getUserMedia = vi.fn<MediaDevices['getUserMedia']>();

  beforeEach(() => {
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    getUserMedia.mockReset();
  });

  function stream(): { stream: MediaStream; track: EventTarget & { stop: () => void } } {
    const track = Object.assign(new EventTarget(), { stop: vi.fn() });
    const tracks = () => [track];
    return {
      stream: { getTracks: tracks, getVideoTracks: tracks } as unknown as MediaStream,
      track,
    };
  }

  it('asks for the front camera without sound', async () => {
    const made = stream();
    getUserMedia.mockResolvedValueOnce(made.stream);
    const camera = await openCamera(() => {});
    expect(camera.stream).toBe(made.stream);
    expect(getUserMedia).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        audio: false,
        video: expect.objectContaining({ facingMode: 'user' }),
      }),
    );
  });

  it('takes any camera where none fits', async () => {
    getUserMedia.mockRejectedValueOnce(named('OverconstrainedError'));
    getUserMedia.mockResolvedValueOnce(stream().stream);
    await openCamera(() => {});
    expect(getUserMedia).toHaveBeenLastCalledWith({ audio: false, video: true });
  });

  it('does not ask again after a refusal', async () => {
    getUserMedia.mockRejectedValue(named('NotAllowedError'));
    await expect(openCamera(() => {})).rejects.toMatchObject({ kind: 'refused' });
    expect(getUserMedia).toHaveBeenCalledOnce();
  });

  it('says that the page is insecure before it looks for a camera', async () => {
    vi.stubGlobal('isSecureContext', false);
    vi.stubGlobal('navigator', {});
    await expect(openCamera(() => {})).rejects.toMatchObject({ kind: 'insecure' });
  });

  it('says that the browser has no camera interface', async () => {
    vi.stubGlobal('navigator', {});
    await expect(openCamera(() => {})).rejects.toMatchObject({ kind: 'unsupported' });
  });

  it('tells when the camera gives no picture for seconds, but not for a moment', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('document', { hidden: false });
    const made = stream();
    const track = Object.assign(made.track, { muted: true, readyState: 'live' });
    getUserMedia.mockResolvedValueOnce(made.stream);
    const onLost = vi.fn();
    await openCamera(onLost);
    track.dispatchEvent(new Event('mute'));
    track.muted = false;
    vi.advanceTimersByTime(4000);
    expect(onLost).not.toHaveBeenCalled();
    track.muted = true;
    track.dispatchEvent(new Event('mute'));
    vi.advanceTimersByTime(4000);
    vi.useRealTimers();
    expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'lost' }));
  });

  it('tells when the camera goes away, and stops every track on close', async () => {
    const made = stream();
    getUserMedia.mockResolvedValueOnce(made.stream);
    const onLost = vi.fn();
    const camera = await openCamera(onLost);
    made.track.dispatchEvent(new Event('ended'));
    expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'lost' }));
    camera.close();
    expect(made.track.stop).toHaveBeenCalledOnce();
  });
});

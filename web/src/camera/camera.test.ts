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
  const mediaDevices = { getUserMedia, enumerateDevices: vi.fn() };

  beforeEach(() => {
    vi.stubGlobal('isSecureContext', true);
    mediaDevices.enumerateDevices.mockResolvedValue([]);
    vi.stubGlobal('navigator', { mediaDevices });
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

  it('tells when the camera goes away, and stops every track on close', async () => {
    const made = stream();
    getUserMedia.mockResolvedValueOnce(made.stream);
    const onLost = vi.fn();
    const camera = await openCamera(onLost);
    made.track.dispatchEvent(new Event('ended'));
    await vi.waitFor(() =>
      expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'lost' })),
    );
    camera.close();
    expect(made.track.stop).toHaveBeenCalledOnce();
  });

  it.each([
    ['granted', 'denied', 'refused'],
    ['granted', 'prompt', 'refused'],
    ['granted', 'granted', 'lost'],
    // Safari asks anew each time and never says that it was granted.
    ['prompt', 'prompt', 'lost'],
  ])('takes a camera that was %s and is %s when it ends for %s', async (before, after, kind) => {
    const query = vi.fn().mockResolvedValueOnce({ state: before });
    query.mockResolvedValueOnce({ state: after });
    vi.stubGlobal('navigator', { mediaDevices, permissions: { query } });
    const made = stream();
    getUserMedia.mockResolvedValueOnce(made.stream);
    const onLost = vi.fn();
    await openCamera(onLost);
    made.track.dispatchEvent(new Event('ended'));
    await vi.waitFor(() =>
      expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind })),
    );
  });

  describe('where the camera does not start', () => {
    const open = (...ids: string[]) => {
      mediaDevices.enumerateDevices.mockResolvedValue(
        ids.map((deviceId) => ({ kind: 'videoinput', deviceId, label: deviceId })),
      );
      const made = stream();
      getUserMedia.mockImplementation(async (constraints) => {
        const video = constraints?.video as { deviceId?: { exact: string } };
        if (video.deviceId?.exact === 'works') return made.stream;
        throw named('NotReadableError');
      });
      return made.stream;
    };

    it('takes another one and says why', async () => {
      const works = open('broken', 'works');
      const camera = await openCamera(() => {});
      expect(camera.stream).toBe(works);
      expect(camera.insteadOf).toMatchObject({ kind: 'busy' });
    });

    it('takes another one in place of the one that was chosen', async () => {
      const works = open('broken', 'works');
      const camera = await openCamera(() => {}, { device: 'broken' });
      expect(camera.stream).toBe(works);
      const asked = getUserMedia.mock.calls.filter(([constraints]) =>
        JSON.stringify(constraints).includes('broken'),
      );
      expect(asked).toHaveLength(1);
    });

    it('says why the first one failed where none works', async () => {
      open('broken');
      await expect(openCamera(() => {}, { device: 'gone' })).rejects.toMatchObject({
        kind: 'busy',
      });
    });
  });
});

// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Camera, openCamera } from '../../camera/camera';
import { CameraError } from '../../camera/camera-error';
import { useSession } from './use-session';

vi.mock('../../camera/camera');
const open = vi.mocked(openCamera);

class Permission extends EventTarget {
  state = 'denied';

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}
let permission: Permission;
let devices: EventTarget & { enumerateDevices: () => Promise<unknown[]> };

beforeEach(() => {
  permission = new Permission();
  devices = Object.assign(new EventTarget(), { enumerateDevices: async () => [] as unknown[] });
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.stubGlobal('navigator', {
    mediaDevices: devices,
    permissions: { query: async () => permission },
  });
  open.mockReset();
  open.mockImplementation(async () => camera());
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function camera(insteadOf?: CameraError): Camera {
  return { stream: {} as MediaStream, insteadOf, close: vi.fn<() => void>() };
}

/** The session of a user who is on the live view. */
async function session(wanted = true) {
  const hook = renderHook((props: { wanted: boolean }) => useSession(props.wanted), {
    initialProps: { wanted },
  });
  await act(async () => {});
  return hook;
}

/** Tells the session that its camera went away by itself. */
const lose = (kind: 'lost' | 'refused') =>
  act(async () => open.mock.lastCall?.[0](new CameraError(kind, 'gone')));

async function setHidden(hidden: boolean): Promise<void> {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  await act(async () => document.dispatchEvent(new Event('visibilitychange')));
}

it('has the camera on while the live view is wanted, and only then', async () => {
  const opened = camera();
  open.mockResolvedValueOnce(opened);
  const { result, rerender } = await session(false);
  expect(open).not.toHaveBeenCalled();
  rerender({ wanted: true });
  expect(result.current.stage.name).toBe('opening');
  await act(async () => {});
  expect(result.current.stage).toMatchObject({ name: 'live', camera: opened });
  rerender({ wanted: false });
  expect(opened.close).toHaveBeenCalled();
});

it('closes a camera that comes when it is no longer wanted', async () => {
  const opened = camera();
  let give = (_: Camera) => {};
  open.mockReturnValueOnce(new Promise((resolve) => (give = resolve)));
  const { rerender } = await session();
  rerender({ wanted: false });
  await act(async () => give(opened));
  expect(opened.close).toHaveBeenCalled();
});

it('asks for a chosen camera again, but not after it failed', async () => {
  const { result } = await session();
  const chosen = { device: 'b' };
  await act(async () => result.current.switchCamera(chosen));
  await act(async () => result.current.reopen());
  expect(open).toHaveBeenLastCalledWith(expect.anything(), chosen);
  open.mockRejectedValueOnce(new CameraError('busy', 'no'));
  await act(async () => result.current.reopen());
  expect(result.current.stage.name).toBe('failed');
  await act(async () => result.current.start());
  expect(open).toHaveBeenLastCalledWith(expect.anything(), undefined);
});

it('forgets a choice that another camera had to stand in for', async () => {
  const { result } = await session();
  open.mockResolvedValueOnce(camera(new CameraError('busy', 'no')));
  await act(async () => result.current.switchCamera({ device: 'b' }));
  expect(result.current.stage.name).toBe('live');
  await act(async () => result.current.reopen());
  expect(open).toHaveBeenLastCalledWith(expect.anything(), undefined);
});

it('says at once that another camera is on its way', async () => {
  const { result } = await session();
  let give = (_: Camera) => {};
  open.mockReturnValueOnce(new Promise((resolve) => (give = resolve)));
  act(() => result.current.switchCamera({ device: 'b' }));
  expect(result.current.stage).toMatchObject({ name: 'live', changing: true });
  await act(async () => give(camera()));
  expect(result.current.stage).toMatchObject({ name: 'live', changing: false });
});

it('frees the camera while the page is hidden', async () => {
  const opened = camera();
  open.mockResolvedValueOnce(opened);
  await session();
  await setHidden(true);
  expect(opened.close).toHaveBeenCalled();
  await setHidden(false);
  expect(open).toHaveBeenCalledTimes(2);
});

it('keeps what is held, whether the user leaves or the camera, until it is let go', async () => {
  const { result } = await session();
  act(() => result.current.hold(true));
  await setHidden(true);
  await setHidden(false);
  await lose('lost');
  expect(result.current.stage.name).toBe('live');
  expect(open).toHaveBeenCalledOnce();
  await act(async () => result.current.hold(false));
  expect(open).toHaveBeenCalledTimes(2);
});

it('opens one camera where another is chosen while the picture is held', async () => {
  const { result } = await session();
  act(() => result.current.hold(true));
  await act(async () => {
    result.current.switchCamera({ device: 'b' });
    result.current.hold(false);
  });
  expect(open).toHaveBeenCalledTimes(2);
});

it('goes on by itself once the permission is given', async () => {
  open.mockRejectedValueOnce(new CameraError('refused', 'no'));
  const { result } = await session();
  expect(result.current.stage.name).toBe('failed');
  await act(async () => permission.become('granted'));
  expect(result.current.stage.name).toBe('live');
});

it('goes on where the permission is given before anyone listens', async () => {
  let refuse = (_: unknown) => {};
  open.mockReturnValueOnce(new Promise((_, reject) => (refuse = reject)));
  const { result } = await session();
  permission.state = 'granted';
  await act(async () => refuse(new CameraError('refused', 'no')));
  expect(result.current.stage.name).toBe('live');
});

it('asks once where the system keeps a camera that the browser has allowed', async () => {
  permission.state = 'granted';
  open.mockRejectedValue(new CameraError('refused', 'no'));
  const { result } = await session();
  expect(result.current.stage.name).toBe('failed');
  expect(open).toHaveBeenCalledOnce();
});

it('looks for the permission when the user comes back from the settings', async () => {
  open.mockRejectedValueOnce(new CameraError('refused', 'no'));
  const { result } = await session();
  permission.state = 'granted';
  await act(async () => dispatchEvent(new Event('focus')));
  expect(result.current.stage.name).toBe('live');
});

it('goes on by itself when a camera is plugged in', async () => {
  const { result } = await session();
  await lose('lost');
  expect(result.current.stage.name).toBe('failed');
  devices.enumerateDevices = async () => [{ kind: 'videoinput' }];
  await act(async () => devices.dispatchEvent(new Event('devicechange')));
  expect(result.current.stage.name).toBe('live');
});

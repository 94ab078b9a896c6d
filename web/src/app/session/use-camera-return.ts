import { type RefObject, useEffect } from 'react';
import { CameraError, type CameraErrorKind } from '../../camera/camera-error';
import { cameraPermission } from '../../camera/permission';

interface Actions {
  /** Frees the camera. */
  readonly pause: () => void;
  /** Opens it again. */
  readonly resume: () => void;
  readonly start: () => void;
}

/** Where the user is, and what went wrong there. */
interface Stage {
  readonly name: string;
  readonly error?: unknown;
}

/**
 * Frees the camera while nobody looks, and brings it back without a tap where the browser allows:
 * when the page is shown again, when a camera that was missing is plugged in, and when the
 * permission that was missing is given.
 *
 * @param allowed - whether the browser had allowed the camera before it was last asked for.
 */
export function useCameraReturn(
  stage: Stage,
  allowed: RefObject<Promise<boolean> | undefined>,
  { pause, resume, start }: Actions,
): void {
  const live = stage.name === 'live';
  useEffect(() => {
    if (!live) return;
    const onChange = () => (document.hidden ? pause() : resume());
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, [live, pause, resume]);

  const trouble = troubleOf(stage);
  const missing = trouble === 'lost' || trouble === 'absent';
  useEffect(() => {
    const devices = navigator.mediaDevices;
    if (!missing || !devices?.addEventListener) return;
    const onChange = async () => {
      const found = await devices.enumerateDevices();
      if (found.some(({ kind }) => kind === 'videoinput')) start();
    };
    devices.addEventListener('devicechange', onChange);
    return () => devices.removeEventListener('devicechange', onChange);
  }, [missing, start]);

  const refused = trouble === 'refused';
  useEffect(() => {
    if (!refused) return;
    let status: PermissionStatus | undefined;
    let waiting = true;
    const listen = async () => {
      const found = await cameraPermission();
      if (!waiting) return false;
      status?.removeEventListener?.('change', look);
      status = found;
      status?.addEventListener?.('change', look);
      return status?.state === 'granted';
    };
    const look = async () => {
      if (await listen()) start();
    };
    // It may have been given before this listens. But some systems keep a camera that the browser
    // has allowed: asking for it again would go in circles.
    void Promise.all([allowed.current, listen()]).then(([before, now]) => {
      if (now && !before) start();
    });
    // Not every browser tells of changes; the user comes back from its settings.
    const onShown = () => !document.hidden && look();
    document.addEventListener('visibilitychange', onShown);
    addEventListener('focus', look);
    return () => {
      waiting = false;
      status?.removeEventListener?.('change', look);
      document.removeEventListener('visibilitychange', onShown);
      removeEventListener('focus', look);
    };
  }, [refused, allowed, start]);
}

function troubleOf(stage: Stage): CameraErrorKind | undefined {
  return stage.error instanceof CameraError ? stage.error.kind : undefined;
}

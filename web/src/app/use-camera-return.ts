import { useEffect } from 'react';
import { CameraError } from '../camera/camera-error';
import type { Session, Stage } from './use-session';

interface Actions {
  /** Frees the camera. */
  readonly pause: () => void;
  /** Opens it again. */
  readonly resume: () => void;
  readonly start: Session['start'];
}

/**
 * Frees the camera while nobody looks, and brings it back without a tap where the browser allows:
 * when the page is shown again, and when a camera that was missing is plugged in.
 */
export function useCameraReturn(stage: Stage, { pause, resume, start }: Actions): void {
  const live = stage.name === 'live';
  useEffect(() => {
    if (!live) return;
    const onChange = () => (document.hidden ? pause() : resume());
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, [live, pause, resume]);

  const missing =
    stage.name === 'failed' &&
    stage.error instanceof CameraError &&
    (stage.error.kind === 'lost' || stage.error.kind === 'absent');
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
}

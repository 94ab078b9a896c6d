import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type Camera, openCamera } from '../../camera/camera';
import type { CameraChoice } from '../../camera/cameras';
import { cameraPermission } from '../../camera/permission';
import { useCameraReturn } from './use-camera-return';

/** How far the way to the live view has come. */
export type Stage =
  | { readonly name: 'opening' }
  | {
      readonly name: 'live';
      readonly camera: Camera;
      /** Another camera is on its way. */
      readonly changing: boolean;
    }
  | { readonly name: 'failed'; readonly error: unknown };

export interface Session {
  readonly stage: Stage;
  /**
   * Opens a camera and shows that it is being opened.
   *
   * @param choice - the usual one where absent.
   */
  start(choice?: CameraChoice): void;
  /** Puts another camera in place of the one in use. */
  switchCamera(choice: CameraChoice): void;
  /** Opens the camera in use once more. */
  reopen(): void;
  /** While held, what is shown stays, whatever becomes of the camera. */
  hold(held: boolean): void;
  /** Shows what went wrong. */
  fail(error: unknown): void;
}

/**
 * Leads through permission to the live view.
 *
 * @param wanted - whether the live view is where the user is: else the camera is off.
 */
export function useSession(wanted: boolean): Session {
  const [stage, setStage] = useState<Stage>({ name: 'opening' });
  const camera = useRef<Camera>(undefined);
  const choice = useRef<CameraChoice>(undefined);
  // Each start has a number: what an earlier one still brings is thrown away.
  const attempt = useRef(0);
  const held = useRef(false);
  // Whether the browser had allowed the camera before it was last asked for.
  const allowed = useRef<Promise<boolean>>(undefined);
  // No camera is open, and none is being opened.
  const idle = useRef(true);

  const pause = useCallback(() => {
    attempt.current++;
    camera.current?.close();
    camera.current = undefined;
    idle.current = true;
  }, []);

  const fail = useCallback(
    (error: unknown) => {
      console.info('camxuc:', error);
      // What failed is not asked for again.
      choice.current = undefined;
      pause();
      setStage({ name: 'failed', error });
    },
    [pause],
  );

  const lose = useCallback(
    (error: unknown) => (held.current ? pause() : fail(error)),
    [pause, fail],
  );

  const open = useCallback(
    async (chosen: CameraChoice | undefined) => {
      // A phone lends one camera at a time.
      pause();
      idle.current = false;
      const current = attempt.current;
      choice.current = chosen;
      allowed.current = cameraPermission().then((status) => status?.state === 'granted');
      setStage((old) => (old.name === 'live' ? { ...old, changing: true } : old));
      try {
        const opened = await openCamera(lose, chosen);
        if (attempt.current !== current) {
          opened.close();
          return;
        }
        if (opened.insteadOf) choice.current = undefined;
        camera.current = opened;
        setStage({ name: 'live', camera: opened, changing: false });
      } catch (error) {
        if (attempt.current === current) fail(error);
      }
    },
    [pause, lose, fail],
  );

  const switchCamera = useCallback((chosen: CameraChoice) => void open(chosen), [open]);
  const reopen = useCallback(() => void open(choice.current), [open]);
  const start = useCallback(
    (chosen?: CameraChoice) => {
      setStage({ name: 'opening' });
      void open(chosen ?? choice.current);
    },
    [open],
  );

  const resume = useCallback(() => {
    if (!held.current) reopen();
  }, [reopen]);
  const hold = useCallback(
    (next: boolean) => {
      const released = held.current && !next;
      held.current = next;
      if (released && idle.current) reopen();
    },
    [reopen],
  );
  useCameraReturn(stage, allowed, { pause, resume, start });

  // Before the first paint: the screen never shows what an earlier visit left.
  useLayoutEffect(() => {
    if (!wanted) return;
    start();
    return () => {
      held.current = false;
      pause();
      setStage({ name: 'opening' });
    };
  }, [wanted, start, pause]);

  return { stage, start, switchCamera, reopen, hold, fail };
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { type Camera, type CameraChoice, openCamera } from '../camera/camera';
import { useCameraReturn } from './use-camera-return';

/** Where the user is. */
export type Stage =
  | { readonly name: 'start' }
  | { readonly name: 'opening' }
  | { readonly name: 'photo'; readonly file: File | undefined }
  | { readonly name: 'live'; readonly camera: Camera }
  | { readonly name: 'failed'; readonly error: unknown };

export interface Session {
  readonly stage: Stage;
  /** Asks for the camera. */
  start(): void;
  /**
   * Goes where photos are read.
   *
   * @param file - the first one, where there is one already.
   */
  openPhoto(file?: File): void;
  /** Switches the camera off and goes back to the start. */
  stop(): void;
  /** Puts another camera in place of the one in use. */
  switchCamera(choice: CameraChoice): void;
  /** Shows what went wrong. */
  fail(error: unknown): void;
}

/** Leads from the start screen through permission to the live view, and back. */
export function useSession(): Session {
  const [stage, setStage] = useState<Stage>({ name: 'start' });
  const camera = useRef<Camera>(undefined);
  const choice = useRef<CameraChoice>(undefined);
  // Each start has a number: what an earlier one still brings is thrown away.
  const attempt = useRef(0);

  const leave = useCallback((next: Stage) => {
    attempt.current++;
    camera.current?.close();
    camera.current = undefined;
    setStage(next);
  }, []);

  const stop = useCallback(() => leave({ name: 'start' }), [leave]);

  const fail = useCallback(
    (error: unknown) => {
      console.info('camxuc:', error);
      leave({ name: 'failed', error });
    },
    [leave],
  );

  const openPhoto = useCallback((file?: File) => leave({ name: 'photo', file }), [leave]);

  const open = useCallback(
    async (current: number) => {
      try {
        const opened = await openCamera(fail, choice.current);
        if (attempt.current !== current) {
          opened.close();
          return;
        }
        camera.current = opened;
        setStage({ name: 'live', camera: opened });
      } catch (error) {
        if (attempt.current === current) fail(error);
      }
    },
    [fail],
  );

  const start = useCallback(() => {
    setStage({ name: 'opening' });
    void open(++attempt.current);
  }, [open]);

  const switchCamera = useCallback(
    (chosen: CameraChoice | undefined) => {
      choice.current = chosen;
      // A phone lends one camera at a time.
      camera.current?.close();
      void open(++attempt.current);
    },
    [open],
  );

  const pause = useCallback(() => {
    attempt.current++;
    camera.current?.close();
  }, []);
  const resume = useCallback(() => switchCamera(choice.current), [switchCamera]);
  useCameraReturn(stage, { pause, resume, start });

  useEffect(() => () => camera.current?.close(), []);

  return { stage, start, openPhoto, stop, switchCamera, fail };
}

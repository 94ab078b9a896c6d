import { useCallback, useEffect, useRef, useState } from 'react';
import { type Camera, type CameraChoice, openCamera } from '../camera/camera';
import { startVision, type VisionClient } from '../vision/vision-client';
import { useCameraReturn } from './use-camera-return';

/** Where the user is. */
export type Stage =
  | { readonly name: 'start' }
  | { readonly name: 'opening'; readonly progress: number; readonly cameraOpen: boolean }
  | { readonly name: 'photo'; readonly file: File | undefined }
  | { readonly name: 'live'; readonly camera: Camera; readonly vision: VisionClient }
  | { readonly name: 'failed'; readonly error: unknown };

export interface Session {
  readonly stage: Stage;
  /** Asks for the camera and loads the models, both at once. */
  start(): void;
  /**
   * Goes where photos are read.
   *
   * @param file - the first one, where there is one already.
   */
  openPhoto(file?: File): void;
  /**
   * The models, loaded once.
   *
   * @throws VisionError
   */
  loadVision(): Promise<VisionClient>;
  /** Switches the camera off and goes back to the start; the models stay. */
  stop(): void;
  /** Puts another camera in place of the one in use. */
  switchCamera(choice: CameraChoice): void;
  /** Shows what went wrong. */
  fail(error: unknown): void;
}

/** Leads from the start screen through permission and loading to the live view, and back. */
export function useSession(): Session {
  const [stage, setStage] = useState<Stage>({ name: 'start' });
  const camera = useRef<Camera>(undefined);
  const choice = useRef<CameraChoice>(undefined);
  const vision = useRef<Promise<VisionClient>>(undefined);
  const onProgress = useRef((_fraction: number) => {});
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

  const loadVision = useCallback(() => {
    vision.current ??= startVision((loaded, total) => onProgress.current(loaded / total));
    vision.current.catch(() => {
      vision.current = undefined;
    });
    return vision.current;
  }, []);

  const start = useCallback(async () => {
    const current = ++attempt.current;
    const update = (change: Partial<Extract<Stage, { name: 'opening' }>>) =>
      setStage((old) =>
        attempt.current === current && old.name === 'opening' ? { ...old, ...change } : old,
      );
    setStage({ name: 'opening', progress: 0, cameraOpen: false });
    try {
      const opening = openCamera(fail, choice.current).then((opened) => {
        if (attempt.current !== current) {
          opened.close();
        } else {
          camera.current = opened;
          update({ cameraOpen: true });
        }
        return opened;
      });
      onProgress.current = (progress) => update({ progress });
      const [opened, client] = await Promise.all([opening, loadVision()]);
      if (attempt.current === current) setStage({ name: 'live', camera: opened, vision: client });
    } catch (error) {
      if (attempt.current === current) fail(error);
    }
  }, [fail, loadVision]);

  const switchCamera = useCallback(
    async (chosen: CameraChoice | undefined) => {
      const current = ++attempt.current;
      choice.current = chosen;
      // A phone lends one camera at a time.
      camera.current?.close();
      try {
        const opened = await openCamera(fail, chosen);
        if (attempt.current !== current) {
          opened.close();
          return;
        }
        camera.current = opened;
        setStage((old) => (old.name === 'live' ? { ...old, camera: opened } : old));
      } catch (error) {
        if (attempt.current === current) fail(error);
      }
    },
    [fail],
  );

  const pause = useCallback(() => {
    attempt.current++;
    camera.current?.close();
  }, []);
  const resume = useCallback(() => switchCamera(choice.current), [switchCamera]);
  useCameraReturn(stage, { pause, resume, start });

  useEffect(() => () => camera.current?.close(), []);

  return { stage, start, openPhoto, loadVision, stop, switchCamera, fail };
}

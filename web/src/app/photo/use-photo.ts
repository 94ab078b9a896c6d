import { useCallback, useEffect, useRef, useState } from 'react';
import type { PhotoReading } from '../../vision/vision';
import type { VisionClient } from '../../vision/vision-client';
import { decodePhoto } from './decode';

/** What the screen shows. */
export type PhotoState =
  | { readonly name: 'empty' }
  | { readonly name: 'reading' }
  | { readonly name: 'read'; readonly bitmap: ImageBitmap; readonly reading: PhotoReading }
  | { readonly name: 'failed'; readonly error: unknown };

/** A photo that took a broken backend with it is tried again this often. */
const TRIES = 3;

/** Reads one photo after the other; a new one replaces the one under way. */
export function usePhoto(
  loadVision: () => Promise<VisionClient>,
): [PhotoState, (file: Blob) => void] {
  const [state, setState] = useState<PhotoState>({ name: 'empty' });
  const attempt = useRef(0);
  const shown = useRef<ImageBitmap>(undefined);

  const open = useCallback(
    async (file: Blob) => {
      const current = ++attempt.current;
      const show = (next: PhotoState) => {
        const bitmap = next.name === 'read' ? next.bitmap : undefined;
        if (attempt.current !== current) {
          bitmap?.close();
          return;
        }
        shown.current?.close();
        shown.current = bitmap;
        setState(next);
      };
      show({ name: 'reading' });
      let bitmap: ImageBitmap | undefined;
      try {
        bitmap = await decodePhoto(file);
        const vision = await loadVision();
        const reading = await read(bitmap, vision);
        show({ name: 'read', bitmap, reading });
      } catch (error) {
        console.info('camxuc:', error);
        bitmap?.close();
        show({ name: 'failed', error });
      }
    },
    [loadVision],
  );

  useEffect(() => {
    const counter = attempt;
    return () => {
      counter.current++;
    };
  }, []);

  return [state, open];
}

async function read(bitmap: ImageBitmap, vision: VisionClient): Promise<PhotoReading> {
  for (let attempt = 1; ; attempt++) {
    // A copy: the one that is read goes over to the worker.
    const reading = await vision.readPhoto(await createImageBitmap(bitmap));
    if (reading) return reading;
    if (attempt === TRIES) throw new Error('the photo could not be read on this device');
  }
}

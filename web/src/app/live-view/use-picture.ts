import { type RefObject, useEffect, useState } from 'react';
import { useMessages } from '../../i18n/messages';
import type { Analysis } from '../../vision/vision';
import { useWords } from '../describe';
import { drawPicture, toFile } from '../picture/picture';
import { canShare, download, share } from '../picture/save';
import { currentPalette } from '../theme/use-theme';

/** Milliseconds a notice stays. */
const NOTICE = 2500;

interface Options {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly analysis: RefObject<Analysis | undefined>;
  readonly mirrored: boolean;
}

export interface Picture {
  readonly canShare: boolean;
  /** What became of the last picture; undefined when there is nothing to say. */
  readonly notice: string | undefined;
  save(): Promise<void>;
  share(): Promise<void>;
}

const SHARES_JPEG =
  typeof File === 'function' && canShare(new File([''], 'a.jpg', { type: 'image/jpeg' }));

/** Takes pictures of the film, with the labels drawn in. */
export function usePicture({ video, analysis, mirrored }: Options): Picture {
  const messages = useMessages();
  const words = useWords();
  const [notice, setNotice] = useState<string>();

  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(undefined), NOTICE);
    return () => clearTimeout(timer);
  }, [notice]);

  const take = async (): Promise<File | undefined> => {
    const film = video.current;
    if (!film?.videoWidth) return undefined;
    const canvas = document.createElement('canvas');
    const { videoWidth: width, videoHeight: height } = film;
    const faces = (analysis.current?.faces ?? []).map((face) => ({
      face,
      text: words.label(face),
    }));
    drawPicture(canvas, { image: film, width, height, mirrored }, faces, currentPalette());
    return toFile(canvas, new Date());
  };
  const pass = async (on: (file: File) => Promise<string | undefined> | string) => {
    try {
      const file = await take();
      if (file) setNotice(await on(file));
    } catch (error) {
      console.info('camxuc:', error);
      setNotice(messages.live.saveFailed);
    }
  };

  return {
    canShare: SHARES_JPEG,
    notice,
    save: () =>
      pass((file) => {
        download(file);
        return messages.live.saved;
      }),
    share: () =>
      pass(async (file) => {
        await share(file);
        return undefined;
      }),
  };
}

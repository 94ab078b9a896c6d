import { useEffect, useState } from 'react';
import { useMessages } from '../../i18n/messages';
import type { VisionInfo } from '../../vision';
import { useWords } from '../describe';
import { type Size, visiblePart } from '../overlay-geometry';
import { drawPicture, toFile } from '../picture/picture';
import { canShare, download, share } from '../picture/save';
import type { Still } from './still';

/** Milliseconds a notice stays. */
const NOTICE = 2500;

interface Options {
  /** Hands the frame that is shown to a function, for as long as this runs. */
  readonly withStill: (use: (still: Still) => Promise<File>) => Promise<File | undefined>;
  /** The size of what shows the film. */
  readonly view: () => Size;
  readonly whole: boolean;
  readonly info: VisionInfo | undefined;
  readonly mirrored: boolean;
}

export interface Picture {
  /** What became of the last picture; undefined when there is nothing to say. */
  readonly notice: string | undefined;
  save(): Promise<void>;
  /** Undefined where the browser does not share files. */
  readonly share: (() => Promise<void>) | undefined;
}

const SHARES_JPEG =
  typeof File === 'function' && canShare(new File([''], 'a.jpg', { type: 'image/jpeg' }));

/** Takes pictures of what is on the screen, with the labels drawn in. */
export function usePicture({ withStill, view, whole, info, mirrored }: Options): Picture {
  const messages = useMessages();
  const words = useWords(info);
  const [notice, setNotice] = useState<string>();

  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(undefined), NOTICE);
    return () => clearTimeout(timer);
  }, [notice]);

  const makeFile = () =>
    withStill(({ image, sight }) => {
      const canvas = document.createElement('canvas');
      const part = visiblePart(image, view(), whole);
      const faces = sight.faces.map((face) => ({ face, text: words.label(face) }));
      drawPicture(canvas, { image, part, mirrored }, faces);
      return toFile(canvas, new Date());
    });
  const pass = async (on: (file: File) => Promise<string | undefined> | string) => {
    try {
      const file = await makeFile();
      setNotice(file ? await on(file) : messages.live.saveFailed);
    } catch (error) {
      console.info('camxuc:', error);
      setNotice(messages.live.saveFailed);
    }
  };

  const save = () =>
    pass((file) => {
      download(file);
      return messages.live.saved;
    });
  const offer = () =>
    pass(async (file) => {
      await share(file);
      return undefined;
    });
  return { notice, save, share: SHARES_JPEG ? offer : undefined };
}

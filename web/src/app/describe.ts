import { useContext, useMemo } from 'react';
import { formatOf } from '../i18n/format';
import {
  emotionName,
  type Language,
  LanguageContext,
  type Messages,
  useMessages,
} from '../i18n/messages';
import type { VisionInfo } from '../vision';
import type { SeenFace } from './doubt';
import { doubtfulEmotions } from './trust';

/** Puts faces into words. */
export interface Words {
  /** "happiness", or "contempt?" where the network is seldom right about it. */
  name(emotion: string): string;
  /** "happiness 93%", or that it is not sure, and why. */
  label(face: SeenFace): string;
  /** "2 faces: happiness, not sure" */
  summary(faces: readonly SeenFace[]): string;
}

/**
 * The words of a language.
 *
 * @param doubtful - emotions whose names get a question mark.
 */
export function wordsOf(
  messages: Messages,
  language: Language,
  doubtful: readonly string[],
): Words {
  const { confidence } = formatOf(language);
  const name = (emotion: string) => {
    const plain = emotionName(messages, emotion);
    return doubtful.includes(emotion) ? messages.doubtfulName(plain) : plain;
  };
  const unsure = ({ doubt }: SeenFace) => (doubt ? messages.doubts[doubt] : messages.notSure);
  return {
    name,
    label: (face) =>
      face.certain
        ? messages.faceLabel(name(face.emotion), confidence(face.confidence))
        : unsure(face),
    summary: (faces) => {
      if (faces.length === 0) return messages.noFace;
      const names = faces.map((face) => (face.certain ? name(face.emotion) : unsure(face)));
      return messages.faces(faces.length, names.join(', '));
    },
  };
}

/**
 * The words of the language in use.
 *
 * @param info - what reads the faces; undefined while it loads.
 */
export function useWords(info: VisionInfo | undefined): Words {
  const messages = useMessages();
  const language = useContext(LanguageContext);
  return useMemo(
    () => wordsOf(messages, language, info ? doubtfulEmotions(info) : []),
    [messages, language, info],
  );
}

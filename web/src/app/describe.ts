import { useContext, useMemo } from 'react';
import {
  emotionName,
  formatPercent,
  type Language,
  LanguageContext,
  type Messages,
  useMessages,
} from '../i18n/messages';
import type { FaceReading } from '../vision/face-reading';

/** Puts faces into words. */
export interface Words {
  /** "happiness 93 %", or that it is not sure. */
  label(face: FaceReading): string;
  /** "2 faces: happiness, not sure" */
  summary(faces: readonly FaceReading[]): string;
}

/** The words of a language. */
export function wordsOf(messages: Messages, language: Language): Words {
  return {
    label: (face) =>
      face.certain
        ? messages.faceLabel(
            emotionName(messages, face.emotion),
            formatPercent(language, face.confidence),
          )
        : messages.notSure,
    summary: (faces) => {
      if (faces.length === 0) return messages.noFace;
      const names = faces.map((face) =>
        face.certain ? emotionName(messages, face.emotion) : messages.notSure,
      );
      return messages.faces(faces.length, names.join(', '));
    },
  };
}

/** The words of the language in use. */
export function useWords(): Words {
  const messages = useMessages();
  const language = useContext(LanguageContext);
  return useMemo(() => wordsOf(messages, language), [messages, language]);
}

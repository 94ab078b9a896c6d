import { useContext, useEffect, useRef, useState } from 'react';
import type { Camera } from '../camera/camera';
import { formatPercent, LanguageContext, type Messages, useMessages } from '../i18n/messages';
import type { FaceReading } from '../vision/face-reading';
import type { VisionClient } from '../vision/vision-client';
import { watch } from './live';
import { Overlay } from './overlay';

interface Props {
  readonly camera: Camera;
  readonly vision: VisionClient;
  readonly onStop: () => void;
  readonly onFail: (error: unknown) => void;
}

/** Milliseconds between two announcements to screen readers. */
const ANNOUNCEMENT_INTERVAL = 1000;

/** The mirrored film with a box and a label on each face. */
export function LiveScreen({ camera, vision, onStop, onFail }: Props) {
  const messages = useMessages();
  const language = useContext(LanguageContext);
  const video = useRef<HTMLVideoElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [summary, setSummary] = useState('');

  useEffect(() => {
    const film = video.current as HTMLVideoElement;
    film.srcObject = camera.stream;
    const overlay = new Overlay(layer.current as HTMLElement, (face) =>
      face.certain
        ? messages.faceLabel(nameOf(face, messages), formatPercent(language, face.confidence))
        : messages.notSure,
    );
    let announced = Number.NEGATIVE_INFINITY;
    const stop = watch(film, vision, {
      options: () => ({ smoothing: 'normal', maxFaces: 6, lowPower: false }),
      onAnalysis: (analysis) => {
        overlay.update(analysis);
        const now = performance.now();
        if (now - announced < ANNOUNCEMENT_INTERVAL) return;
        announced = now;
        setSummary(summarise(analysis.faces, messages));
      },
      onFail,
    });
    return () => {
      stop();
      overlay.close();
      film.srcObject = null;
    };
  }, [camera, vision, messages, language, onFail]);

  return (
    <main className="live">
      <video ref={video} className="film" playsInline muted autoPlay />
      <div ref={layer} className="overlay" aria-hidden="true" />
      {summary === messages.noFace && (
        <p className="hint" aria-hidden="true">
          {messages.noFace}
        </p>
      )}
      <section className="visually-hidden" aria-live="polite" aria-label={messages.liveRegion}>
        {summary}
      </section>
      <div className="controls">
        <button type="button" className="primary" onClick={onStop}>
          {messages.stop}
        </button>
      </div>
    </main>
  );
}

function nameOf(face: FaceReading, { emotions }: Messages): string {
  // A model trained on other emotions brings names that no language file knows.
  return face.emotion in emotions
    ? emotions[face.emotion as keyof Messages['emotions']]
    : face.emotion;
}

function summarise(faces: readonly FaceReading[], messages: Messages): string {
  if (faces.length === 0) return messages.noFace;
  const names = faces.map((face) => (face.certain ? nameOf(face, messages) : messages.notSure));
  return messages.faces(faces.length, names.join(', '));
}

import { ArrowLeft, Camera, Download, ImagePlus, Share2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { emotionName, useMessages } from '../../i18n/messages';
import type { FaceReading } from '../../vision/face-reading';
import type { VisionClient } from '../../vision/vision-client';
import { useWords } from '../describe';
import { EmotionMark } from '../EmotionMark';
import { toFile } from '../picture/picture';
import { canShare, download, share } from '../picture/save';
import { useScreenFocus } from '../use-screen-focus';
import { Labelled } from './Labelled';
import { Picker } from './Picker';
import { usePhoto } from './use-photo';
import { usePhotoDrop } from './use-photo-drop';
import { Waiting } from './Waiting';
import './photo.css';

interface Props {
  /** The first photo, where it was dropped before the screen opened. */
  readonly file: File | undefined;
  readonly loadVision: () => Promise<VisionClient>;
  readonly onBack: () => void;
}

/** Names the emotion of every face in a photo. */
export function PhotoScreen({ file, loadVision, onBack }: Props) {
  const messages = useMessages();
  const text = messages.photo;
  const words = useWords();
  const [state, open] = usePhoto(loadVision);
  const hovering = usePhotoDrop(open);
  const heading = useScreenFocus();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [notice, setNotice] = useState('');

  useEffect(() => {
    if (file) open(file);
  }, [file, open]);

  const pass = async (on: (made: File) => unknown) => {
    try {
      await on(await toFile(canvas.current as HTMLCanvasElement, new Date()));
      setNotice('');
    } catch (error) {
      console.info('camxuc:', error);
      setNotice(messages.live.saveFailed);
    }
  };

  const summary = state.name === 'read' ? words.summary(state.reading.faces) : '';
  return (
    <main className="photo" data-hovering={hovering}>
      <header className="photo-head">
        <button type="button" className="round" onClick={onBack} aria-label={messages.back}>
          <ArrowLeft aria-hidden="true" />
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {text.title}
        </h1>
      </header>
      <div className="photo-stage">
        {state.name === 'read' ? (
          <Labelled ref={canvas} state={state} label={text.alt(summary)} />
        ) : (
          <Waiting state={state} messages={messages} hovering={hovering} />
        )}
      </div>
      <p className="visually-hidden" role="status">
        {state.name === 'reading' ? text.reading : summary}
      </p>
      {state.name === 'read' && <Faces faces={state.reading.faces} />}
      {notice && (
        <p className="note" role="alert">
          {notice}
        </p>
      )}
      <div className="photo-actions">
        {state.name === 'read' && (
          <>
            <button type="button" className="primary" onClick={() => pass(download)}>
              <Download aria-hidden="true" />
              {text.save}
            </button>
            {SHARES && (
              <button type="button" className="chip-button" onClick={() => pass(share)}>
                <Share2 aria-hidden="true" />
                {text.share}
              </button>
            )}
          </>
        )}
        <Picker onFile={open} primary={state.name !== 'read'}>
          <ImagePlus aria-hidden="true" />
          {state.name === 'read' ? text.another : text.pick}
        </Picker>
        {navigator.maxTouchPoints > 0 && state.name !== 'read' && (
          <Picker onFile={open} capture>
            <Camera aria-hidden="true" />
            {text.take}
          </Picker>
        )}
      </div>
    </main>
  );
}

const SHARES = canShare(new File([''], 'a.jpg', { type: 'image/jpeg' }));

function Faces({ faces }: { readonly faces: readonly FaceReading[] }) {
  const messages = useMessages();
  const words = useWords();
  if (faces.length === 0) return <p className="note">{messages.photo.none}</p>;
  return (
    <ol className="photo-faces">
      {faces.map((face) => (
        <li key={face.id} data-emotion={face.certain ? face.emotion : ''}>
          <EmotionMark emotion={face.certain ? face.emotion : undefined} />
          {words.label(face)}
          {!face.certain && <span className="note">({emotionName(messages, face.emotion)}?)</span>}
        </li>
      ))}
    </ol>
  );
}

import { ArrowLeft, Camera, Download, ImagePlus, Share2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { emotionName, type Messages, useMessages } from '../../i18n/messages';
import type { FaceReading } from '../../vision/face-reading';
import type { VisionClient } from '../../vision/vision-client';
import { useWords } from '../describe';
import { EmotionMark } from '../EmotionMark';
import { explain } from '../explain';
import { drawPicture, toFile } from '../picture/picture';
import { canShare, download, share } from '../picture/save';
import { useSettings } from '../settings/SettingsProvider';
import { currentPalette } from '../theme/use-theme';
import { PhotoError } from './photo-error';
import { type PhotoState, usePhoto } from './use-photo';
import { usePhotoDrop } from './use-photo-drop';
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
        <h1>{text.title}</h1>
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

interface LabelledProps {
  readonly ref: React.RefObject<HTMLCanvasElement | null>;
  readonly state: Extract<PhotoState, { name: 'read' }>;
  readonly label: string;
}

function Labelled({ ref, state, label }: LabelledProps) {
  const words = useWords();
  const { settings } = useSettings();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are drawn in.
  useEffect(() => {
    const { bitmap, reading } = state;
    const faces = reading.faces.map((face) => ({ face, text: words.label(face) }));
    const { width, height } = reading;
    const source = { image: bitmap, width, height, mirrored: false };
    drawPicture(ref.current as HTMLCanvasElement, source, faces, currentPalette());
  }, [ref, state, words, settings.theme]);
  return <canvas ref={ref} role="img" aria-label={label} />;
}

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

interface WaitingProps {
  readonly state: PhotoState;
  readonly messages: Messages;
  readonly hovering: boolean;
}

function Waiting({ state, messages, hovering }: WaitingProps) {
  const { photo } = messages;
  if (state.name === 'reading') {
    return (
      <div className="photo-hint">
        <progress aria-label={photo.reading} />
        <p>{photo.reading}</p>
      </div>
    );
  }
  if (state.name === 'failed') {
    const { error } = state;
    const { title, help } =
      error instanceof PhotoError ? photo.errors[error.kind] : explain(error, messages);
    return (
      <div className="photo-hint" role="alert">
        <h2>{title}</h2>
        <p>{help}</p>
      </div>
    );
  }
  return (
    <div className="photo-hint">
      <ImagePlus className="badge" aria-hidden="true" />
      <p>{hovering ? photo.dropNow : photo.drop}</p>
      <p className="note">{photo.formats}</p>
    </div>
  );
}

interface PickerProps {
  readonly onFile: (file: File) => void;
  readonly primary?: boolean;
  /** Takes a photo with the system's camera instead. */
  readonly capture?: boolean;
  readonly children: ReactNode;
}

function Picker({ onFile, primary, capture, children }: PickerProps) {
  return (
    <label className={primary ? 'primary picker' : 'chip-button picker'}>
      <input
        type="file"
        accept="image/*,.heic,.heif"
        capture={capture ? 'user' : undefined}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be picked again.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      {children}
    </label>
  );
}

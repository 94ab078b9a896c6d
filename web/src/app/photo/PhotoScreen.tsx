import {
  ArrowLeft,
  Camera,
  ChevronLeft,
  ChevronRight,
  Download,
  FileDown,
  ImagePlus,
  Share2,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/messages';
import { sideOf } from '../../vision';
import { useWords } from '../describe';
import { unsaved } from '../late/renew';
import { loadVision } from '../load-vision';
import { fileName, toFile } from '../picture/picture';
import { canShare, download, share } from '../picture/save';
import { useScreenFocus } from '../use-screen-focus';
import { toCsv, toJson } from './export';
import { Faces } from './Faces';
import { forgetPhotos, keepPhotos, keptPhotos } from './kept-photos';
import { Labelled } from './Labelled';
import { Picker } from './Picker';
import { PhotoReader, type SeenPhoto, usePhotos } from './photo-reader';
import { Empty, Failed, Reading } from './Waiting';
import './photo.css';

interface Props {
  /** What was dropped or pasted and waits to be read. */
  readonly files: readonly File[] | undefined;
  /** The waiting files are being read. */
  readonly onTaken: () => void;
  /** Files hover over the page. */
  readonly hovering: boolean;
  readonly onBack: () => void;
}

const reader = new PhotoReader(loadVision);
const { select } = reader;
unsaved.add(() => reader.album.photos.length > 0);

function open(files: readonly File[]): void {
  if (files.length === 0) return;
  keepPhotos(files);
  void reader.open(files);
}

/** Names the emotion of every face in photos. */
export function PhotoScreen({ files, onTaken, hovering, onBack }: Props) {
  const messages = useMessages();
  const text = messages.photo;
  const { photos, selected, bitmap, info } = usePhotos(reader);
  const words = useWords(info);
  const heading = useScreenFocus();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [notice, setNotice] = useState('');
  const state = photos[selected]?.state;
  const photo = state?.name === 'read' ? state.photo : undefined;
  const [face, setFace] = useFace(photo);

  useKeptPhotos();
  useEffect(() => {
    if (!files?.length) return;
    open(files);
    onTaken();
  }, [files, onTaken]);

  const pass = async (on: (made: File) => unknown) => {
    try {
      await on(await toFile(canvas.current as HTMLCanvasElement, new Date()));
      setNotice('');
    } catch (error) {
      console.info('camxuc:', error);
      setNotice(messages.live.saveFailed);
    }
  };
  const read = photos.flatMap(({ file, state: each }) =>
    each.name === 'read' ? [{ file: file instanceof File ? file.name : '', ...each.photo }] : [],
  );
  const save = (extension: 'csv' | 'json') => {
    if (!info) return;
    const content = extension === 'csv' ? toCsv(read, info) : toJson(read, info);
    const type = extension === 'csv' ? 'text/csv' : 'application/json';
    download(new File([content], fileName(new Date(), extension), { type }));
  };

  const summary = photo ? words.summary(photo.faces) : '';
  const someFaces = read.some(({ faces }) => faces.length > 0);
  return (
    <main className="photo" data-hovering={hovering}>
      <header className="photo-head">
        <button type="button" className="round" onClick={onBack} aria-label={messages.back}>
          <ArrowLeft aria-hidden="true" />
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {text.title}
        </h1>
        {photos.length > 1 && (
          <nav className="photo-turn" aria-label={text.title}>
            <button
              type="button"
              className="round"
              disabled={selected === 0}
              onClick={() => select(selected - 1)}
              aria-label={text.previous}
            >
              <ChevronLeft aria-hidden="true" />
            </button>
            <span>{text.count(selected + 1, photos.length)}</span>
            <button
              type="button"
              className="round"
              disabled={selected === photos.length - 1}
              onClick={() => select(selected + 1)}
              aria-label={text.next}
            >
              <ChevronRight aria-hidden="true" />
            </button>
          </nav>
        )}
      </header>
      <div className="photo-stage">
        {!state && <Empty hovering={hovering} onFiles={open} />}
        {state?.name === 'failed' && <Failed error={state.error} />}
        {photo && bitmap && (
          <Labelled
            ref={canvas}
            bitmap={bitmap}
            photo={photo}
            words={words}
            label={text.alt(summary)}
            face={face}
            onPick={setFace}
          />
        )}
        {state && state.name !== 'failed' && !(photo && bitmap) && <Reading />}
      </div>
      <p className="visually-hidden" role="status">
        {photo ? summary : state?.name === 'reading' ? text.reading : ''}
      </p>
      {photo && info && (
        <Faces
          faces={photo.faces}
          emotions={info.emotions}
          words={words}
          face={face}
          onPick={setFace}
        />
      )}
      {someFaces && (
        <div className="photo-data">
          {(['csv', 'json'] as const).map((extension) => (
            <button
              key={extension}
              type="button"
              className="chip-button"
              aria-label={`${messages.timeline.export} ${extension.toUpperCase()}`}
              onClick={() => save(extension)}
            >
              <FileDown aria-hidden="true" />
              {extension.toUpperCase()}
            </button>
          ))}
        </div>
      )}
      {notice && (
        <p className="note" role="alert">
          {notice}
        </p>
      )}
      <div className="photo-actions">
        {photo && photo.faces.length > 0 && (
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
        <Picker onFiles={open} className={state ? 'chip-button' : 'primary'}>
          <ImagePlus aria-hidden="true" />
          {state ? text.another : text.pick}
        </Picker>
        {navigator.maxTouchPoints > 0 && !state && (
          <Picker onFiles={open} className="chip-button" capture>
            <Camera aria-hidden="true" />
            {text.take}
          </Picker>
        )}
      </div>
    </main>
  );
}

const SHARES = canShare(new File([''], 'a.jpg', { type: 'image/jpeg' }));

/** While the screen is open, a reload of the page loses no photo. */
function useKeptPhotos(): void {
  useEffect(() => {
    const { photos } = reader.album;
    if (photos.length > 0) keepPhotos(photos.map(({ file }) => file));
    else {
      void keptPhotos().then((kept) => {
        if (reader.album.photos.length === 0) void reader.open(kept);
      });
    }
    return forgetPhotos;
  }, []);
}

/** The face that is looked at: at first the largest one. */
function useFace(photo: SeenPhoto | undefined) {
  const [picked, setPicked] = useState<{ photo: SeenPhoto; face: number }>();
  const largest = photo?.faces.reduce<SeenPhoto['faces'][number] | undefined>(
    (best, face) => (best && sideOf(best.box) >= sideOf(face.box) ? best : face),
    undefined,
  );
  const face = picked && picked.photo === photo ? picked.face : largest?.id;
  const pick = (id: number) => photo && setPicked({ photo, face: id });
  return [face, pick] as const;
}

import { ImagePlus, ShieldCheck } from 'lucide-react';
import { useMessages } from '../../i18n/messages';
import { explain } from '../session/explain';
import { useMediaQuery } from '../use-media-query';
import { Picker } from './Picker';
import { PhotoError } from './photo-error';

interface EmptyProps {
  readonly hovering: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** What to do where there is no photo yet. All of it can be pressed. */
export function Empty({ hovering, onFiles }: EmptyProps) {
  const { photo } = useMessages();
  const mouse = useMediaQuery('(hover: hover) and (pointer: fine)');
  return (
    <Picker className="photo-empty" onFiles={onFiles}>
      <span className="photo-hint">
        <ImagePlus className="badge" aria-hidden="true" />
        <strong>{hovering ? photo.dropNow : mouse ? photo.drop : photo.tap}</strong>
        <span className="note">{photo.formats}</span>
        <span className="note photo-privacy">
          <ShieldCheck aria-hidden="true" />
          {photo.privacy}
        </span>
      </span>
    </Picker>
  );
}

/** Says that a photo is being read. */
export function Reading() {
  const { photo } = useMessages();
  return (
    <div className="photo-hint">
      <progress aria-label={photo.reading} />
      <p>{photo.reading}</p>
    </div>
  );
}

/** Says why a file gives no photo. */
export function Failed({ error }: { readonly error: unknown }) {
  const messages = useMessages();
  const { title, help } =
    error instanceof PhotoError ? messages.photo.errors[error.kind] : explain(error, messages);
  return (
    <div className="photo-hint" role="alert">
      <h2>{title}</h2>
      <p>{help}</p>
    </div>
  );
}

import { ImagePlus } from 'lucide-react';
import type { Messages } from '../../i18n/messages';
import { explain } from '../explain';
import { PhotoError } from './photo-error';
import type { PhotoState } from './use-photo';

interface Props {
  readonly state: PhotoState;
  readonly messages: Messages;
  readonly hovering: boolean;
}

/** What stands in the place of a photo: what to do, that it is being read, or what went wrong. */
export function Waiting({ state, messages, hovering }: Props) {
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

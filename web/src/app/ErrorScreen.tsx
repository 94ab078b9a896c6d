import { CameraOff, TriangleAlert } from 'lucide-react';
import { CameraError } from '../camera/camera-error';
import { useMessages } from '../i18n/messages';
import { explain } from './explain';
import { InAppNotice } from './start/InAppNotice';
import { useScreenFocus } from './use-screen-focus';

interface Props {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onBack: () => void;
}

/** Says what went wrong, why, and the way out. */
export function ErrorScreen({ error, onRetry, onBack }: Props) {
  const messages = useMessages();
  const { title, help } = explain(error, messages);
  const Icon = error instanceof CameraError ? CameraOff : TriangleAlert;
  const heading = useScreenFocus();
  return (
    <main className="card">
      <Icon className="badge" aria-hidden="true" />
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="lead">{help}</p>
      {error instanceof CameraError && <InAppNotice />}
      <button type="button" className="primary" onClick={onRetry}>
        {messages.retry}
      </button>
      <button type="button" className="quiet" onClick={onBack}>
        {messages.back}
      </button>
      <details className="note">
        <summary>{messages.technicalDetail}</summary>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </details>
    </main>
  );
}

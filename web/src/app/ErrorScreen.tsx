import { useEffect, useRef } from 'react';
import { CameraError } from '../camera/camera-error';
import { type Messages, useMessages } from '../i18n/messages';
import { VisionError } from '../vision/errors';

interface Props {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onBack: () => void;
}

/** Says what went wrong, why, and the way out. */
export function ErrorScreen({ error, onRetry, onBack }: Props) {
  const messages = useMessages();
  const { title, help } = explain(error, messages);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className="card" role="alert">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="lead">{help}</p>
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

function explain(error: unknown, messages: Messages): { title: string; help: string } {
  if (error instanceof CameraError) return messages.cameraErrors[error.kind];
  if (error instanceof VisionError) return messages.visionErrors[error.kind];
  return messages.visionErrors.backend;
}

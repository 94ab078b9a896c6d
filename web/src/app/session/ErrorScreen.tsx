import { Camera, CameraOff, TriangleAlert } from 'lucide-react';
import { CameraError } from '../../camera/camera-error';
import type { CameraChoice } from '../../camera/cameras';
import { useMessages } from '../../i18n/messages';
import { useCameras } from '../live-view/use-cameras';
import { InAppNotice } from '../start/InAppNotice';
import { useScreenFocus } from '../use-screen-focus';
import { explain } from './explain';
import './session.css';

interface Props {
  readonly error: unknown;
  readonly onStart: (choice?: CameraChoice) => void;
  readonly onPhoto: () => void;
  readonly onBack: () => void;
}

/** Says what went wrong, why, and the ways out. */
export function ErrorScreen({ error, onStart, onPhoto, onBack }: Props) {
  const messages = useMessages();
  const { title, help } = explain(error, messages);
  const ofCamera = error instanceof CameraError;
  const Icon = ofCamera ? CameraOff : TriangleAlert;
  const heading = useScreenFocus();
  return (
    <main className="card">
      <Icon className="badge" aria-hidden="true" />
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="lead">{help}</p>
      {ofCamera && <InAppNotice />}
      <button type="button" className="primary" onClick={() => onStart()}>
        {messages.retry}
      </button>
      {ofCamera && <OtherCameras onPick={(device) => onStart({ device })} />}
      {ofCamera && (
        <button type="button" className="quiet" onClick={onPhoto}>
          {messages.photo.open}
        </button>
      )}
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

/** The cameras to choose from; browsers name them once one was allowed. */
function OtherCameras({ onPick }: { readonly onPick: (id: string) => void }) {
  const { session, settings } = useMessages();
  const cameras = useCameras().filter(({ id }) => id !== '');
  if (cameras.length === 0) return null;
  return (
    <section className="other-cameras">
      <h2 className="note">{session.otherCameras}</h2>
      {cameras.map(({ id, label }, i) => (
        <button key={id} type="button" className="chip-button" onClick={() => onPick(id)}>
          <Camera aria-hidden="true" />
          {label || settings.unnamedCamera(i + 1)}
        </button>
      ))}
    </section>
  );
}

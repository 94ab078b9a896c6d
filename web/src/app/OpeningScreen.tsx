import { useFormat } from '../i18n/format';
import { useMessages } from '../i18n/messages';

interface Props {
  /** 0..1 */
  readonly progress: number;
  readonly cameraOpen: boolean;
  readonly onCancel: () => void;
}

/** Shown while the models load and the browser asks for the camera. */
export function OpeningScreen({ progress, cameraOpen, onCancel }: Props) {
  const messages = useMessages();
  const { percent } = useFormat();
  return (
    <main className="card">
      <img className="logo" src="./icon.svg" alt="" width="84" height="84" />
      <h1 className="visually-hidden">{messages.title}</h1>
      <p className="lead" role="status">
        {cameraOpen ? messages.loading : messages.askingCamera}
      </p>
      <progress value={progress} aria-label={messages.loading} aria-valuetext={percent(progress)} />
      <p className="note">{messages.loadingProgress(percent(progress))}</p>
      <button type="button" className="quiet" onClick={onCancel}>
        {messages.back}
      </button>
    </main>
  );
}

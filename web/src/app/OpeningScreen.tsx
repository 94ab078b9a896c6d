import { useFormat } from '../i18n/format';
import { useMessages } from '../i18n/messages';
import { useLoadedShare } from './use-vision';

interface Props {
  readonly onCancel: () => void;
}

/** Shown while the browser asks for the camera; meanwhile vision loads. */
export function OpeningScreen({ onCancel }: Props) {
  const messages = useMessages();
  const { percent } = useFormat();
  const progress = useLoadedShare();
  return (
    <main className="card">
      <img className="logo" src="./icon.svg" alt="" width="84" height="84" />
      <h1 className="visually-hidden">{messages.title}</h1>
      <p className="lead" role="status">
        {messages.askingCamera}
      </p>
      <progress value={progress} aria-label={messages.loading} aria-valuetext={percent(progress)} />
      <p className="note">{messages.loadingProgress(percent(progress))}</p>
      <button type="button" className="quiet" onClick={onCancel}>
        {messages.back}
      </button>
    </main>
  );
}

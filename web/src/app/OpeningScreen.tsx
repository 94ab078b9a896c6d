import { useContext } from 'react';
import { formatPercent, LanguageContext, useMessages } from '../i18n/messages';

interface Props {
  /** 0..1 */
  readonly progress: number;
  readonly cameraOpen: boolean;
}

/** Shown while the models load and the browser asks for the camera. */
export function OpeningScreen({ progress, cameraOpen }: Props) {
  const messages = useMessages();
  const language = useContext(LanguageContext);
  return (
    <main className="card">
      <img className="logo" src="./icon.svg" alt="" width="72" height="72" />
      <h1>{messages.title}</h1>
      <p className="lead" role="status">
        {cameraOpen ? messages.loading : messages.askingCamera}
      </p>
      <progress
        value={progress}
        aria-label={messages.loading}
        aria-valuetext={formatPercent(language, progress)}
      />
      <p className="note">{messages.loadingProgress(formatPercent(language, progress))}</p>
    </main>
  );
}

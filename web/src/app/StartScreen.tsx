import { useMessages } from '../i18n/messages';

/** Says what happens, before the browser asks for the camera. */
export function StartScreen({ onStart }: { readonly onStart: () => void }) {
  const messages = useMessages();
  return (
    <main className="card">
      <img className="logo" src="./icon.svg" alt="" width="72" height="72" />
      <h1>{messages.title}</h1>
      <p className="lead">{messages.tagline}</p>
      <button type="button" className="primary" onClick={onStart}>
        {messages.start}
      </button>
      <p className="note">{messages.privacy}</p>
      <p className="note">{messages.honesty}</p>
    </main>
  );
}

import { EyeOff, ScanFace, Settings2, ShieldCheck } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../i18n/messages';
import { usePhotoDrop } from './photo/use-photo-drop';
import { InAppNotice } from './start/InAppNotice';
import { LanguageSwitch } from './start/LanguageSwitch';
import './start/start.css';

const SettingsSheet = lazy(async () => ({
  default: (await import('./settings/SettingsSheet')).SettingsSheet,
}));

const ICONS = { what: ScanFace, limit: EyeOff, privacy: ShieldCheck };

interface Props {
  readonly onStart: () => void;
  readonly onPhoto: (file?: File) => void;
}

/** Says what happens, and what does not, before the browser asks for the camera. */
export function StartScreen({ onStart, onPhoto }: Props) {
  const messages = useMessages();
  usePhotoDrop(onPhoto);
  const [settingsOpen, setSettingsOpen] = useState(false);
  return (
    <main className="start">
      <div className="start-bar">
        <LanguageSwitch />
        <button
          type="button"
          className="round"
          aria-label={messages.settings.title}
          title={messages.settings.title}
          onClick={() => setSettingsOpen(true)}
        >
          <Settings2 aria-hidden="true" />
        </button>
      </div>
      <div className="start-hero">
        <img className="logo" src="./icon.svg" alt="" width="84" height="84" />
        <h1>{messages.title}</h1>
        <p className="lead">{messages.tagline}</p>
        <InAppNotice />
        <div className="start-actions">
          <button type="button" className="primary" onClick={onStart}>
            {messages.start}
          </button>
          <button type="button" className="quiet" onClick={() => onPhoto()}>
            {messages.photo.open}
          </button>
        </div>
      </div>
      <ul className="points">
        {(['what', 'limit', 'privacy'] as const).map((point) => {
          const Icon = ICONS[point];
          return (
            <li key={point}>
              <Icon aria-hidden="true" />
              <div>
                <h2>{messages.points[point].title}</h2>
                <p>{messages.points[point].text}</p>
              </div>
            </li>
          );
        })}
      </ul>
      <Suspense>
        {settingsOpen && <SettingsSheet onClose={() => setSettingsOpen(false)} />}
      </Suspense>
    </main>
  );
}

import { EyeOff, ImagePlus, Info, ScanFace, Settings2, ShieldCheck, Video } from 'lucide-react';
import { useMessages } from '../../i18n/messages';
import { InstallOffer } from '../install/InstallOffer';
import { late } from '../late/late';
import { close, open } from '../navigation/navigation';
import type { SheetName } from '../navigation/route';
import { Sheet } from '../ui/Sheet';
import { useScreenFocus } from '../use-screen-focus';
import { Example } from './Example';
import { InAppNotice } from './InAppNotice';
import { LanguageSwitch } from './LanguageSwitch';
import './start.css';

const About = late(
  () => import('../about/About'),
  (module) => module.About,
);
const Settings = late(
  () => import('../settings/Settings'),
  (module) => module.Settings,
);

const openAbout = () => open({ screen: 'start', sheet: 'about' });

const ICONS = { what: ScanFace, limit: EyeOff, privacy: ShieldCheck };

interface Props {
  /** What is open over the screen. */
  readonly sheet: SheetName | undefined;
}

/** Says what happens, and what does not, before the browser asks for the camera. */
export function StartScreen({ sheet }: Props) {
  const messages = useMessages();
  const heading = useScreenFocus();
  return (
    <main className="start">
      <div className="start-bar">
        <LanguageSwitch />
        <button
          type="button"
          className="round"
          aria-label={messages.settings.about}
          title={messages.settings.about}
          onClick={openAbout}
        >
          <Info aria-hidden="true" />
        </button>
        <button
          type="button"
          className="round"
          aria-label={messages.settings.title}
          title={messages.settings.title}
          onClick={() => open({ screen: 'start', sheet: 'settings' })}
        >
          <Settings2 aria-hidden="true" />
        </button>
      </div>
      <div className="start-hero">
        <div className="start-brand">
          <img className="logo" src="./icon.svg" alt="" width="84" height="84" />
          <h1 ref={heading} tabIndex={-1}>
            {messages.title}
          </h1>
        </div>
        <p className="start-tagline">{messages.tagline}</p>
        <p className="start-private">
          <ShieldCheck aria-hidden="true" />
          {messages.start.private}
        </p>
        <InAppNotice />
        <div className="start-actions">
          <button type="button" className="primary" onClick={() => open({ screen: 'live' })}>
            <Video aria-hidden="true" />
            {messages.start.camera}
          </button>
          <button type="button" className="quiet" onClick={() => open({ screen: 'photo' })}>
            <ImagePlus aria-hidden="true" />
            {messages.photo.open}
          </button>
        </div>
        <p className="note start-drop">{messages.start.drop}</p>
        <InstallOffer />
      </div>
      <Example />
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
      {sheet === 'settings' && (
        <Sheet title={messages.settings.title} onClose={close}>
          <Settings onAbout={openAbout} />
        </Sheet>
      )}
      {sheet === 'about' && (
        <Sheet title={messages.settings.about} onClose={close}>
          <About />
        </Sheet>
      )}
    </main>
  );
}

import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useMessages } from '../i18n/messages';
import { LiveScreen } from './LiveScreen';
import { late } from './late/late';
import { unsaved } from './late/renew';
import { close, closeScreen, open, replace, useRoute } from './navigation/navigation';
import type { Route } from './navigation/route';
import { ErrorScreen } from './session/ErrorScreen';
import { OpeningScreen } from './session/OpeningScreen';
import { type Session, useSession } from './session/use-session';
import { StartScreen } from './start/StartScreen';
import { Recorder } from './timeline/recorder';
import { UpdateNotice } from './update/UpdateNotice';
import { useUpdate } from './update/use-update';
import { useFileDrop } from './use-file-drop';

const PhotoScreen = late(
  () => import('./photo/PhotoScreen'),
  (module) => module.PhotoScreen,
  Card,
);

/** The whole app: one screen at a time, and a word when there is a new version of it. */
export function App() {
  const route = useRoute();
  const [files, setFiles] = useState<readonly File[]>();
  const hovering = useFileDrop(
    useCallback((dropped) => {
      setFiles(dropped);
      open({ screen: 'photo' });
    }, []),
  );
  const [recorder] = useState(() => new Recorder());
  useEffect(() => {
    const recorded = () => recorder.all.length > 0;
    unsaved.add(recorded);
    return () => void unsaved.delete(recorded);
  }, [recorder]);
  const taken = useCallback(() => setFiles(undefined), []);
  const session = useSession(route.screen === 'live');
  const update = useUpdate(route.screen !== 'live' || session.stage.name === 'live');
  return (
    <>
      {update && <UpdateNotice onUpdate={update} />}
      {route.screen === 'start' && <StartScreen sheet={route.sheet} />}
      {route.screen === 'live' && <Live route={route} session={session} recorder={recorder} />}
      {route.screen === 'photo' && (
        <PhotoScreen files={files} onTaken={taken} hovering={hovering} onBack={close} />
      )}
      {hovering && route.screen !== 'photo' && <DropVeil />}
    </>
  );
}

interface LiveProps {
  readonly route: Route;
  readonly session: Session;
  readonly recorder: Recorder;
}

function Live({ route, session, recorder }: LiveProps) {
  const { stage } = session;
  switch (stage.name) {
    case 'opening':
      return <OpeningScreen onCancel={closeScreen} />;
    case 'live':
      return (
        <LiveScreen
          camera={stage.camera}
          changing={stage.changing}
          recorder={recorder}
          sheet={route.sheet}
          onSwitch={session.switchCamera}
          onHold={session.hold}
          onRetry={session.reopen}
          onStop={closeScreen}
          onFail={session.fail}
        />
      );
    case 'failed':
      return (
        <ErrorScreen
          error={stage.error}
          onStart={session.start}
          onPhoto={() => replace({ screen: 'photo' })}
          onBack={closeScreen}
        />
      );
  }
}

/** Holds what stands in the place of a screen. */
function Card({ children }: { readonly children: ReactNode }) {
  const { back } = useMessages();
  return (
    <main className="card">
      {children}
      <button type="button" className="quiet" onClick={close}>
        {back}
      </button>
    </main>
  );
}

/** Says, over any screen, that a file may be let go. */
function DropVeil() {
  const { photo } = useMessages();
  return (
    <div className="drop-veil">
      <p>{photo.dropNow}</p>
    </div>
  );
}

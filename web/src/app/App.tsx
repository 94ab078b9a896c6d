import { lazy, Suspense, useState } from 'react';
import { ErrorScreen } from './ErrorScreen';
import { LiveScreen } from './LiveScreen';
import { loadVision } from './load-vision';
import { OpeningScreen } from './OpeningScreen';
import { StartScreen } from './StartScreen';
import { Recorder } from './timeline/recorder';
import { UpdateNotice } from './update/UpdateNotice';
import { useUpdate } from './update/use-update';
import { type Session, useSession } from './use-session';

const PhotoScreen = lazy(async () => ({
  default: (await import('./photo/PhotoScreen')).PhotoScreen,
}));

/** The whole app: one screen at a time, and a word when there is a new version of it. */
export function App() {
  const session = useSession();
  const update = useUpdate(session.stage.name !== 'opening');
  return (
    <>
      <Screen session={session} />
      {update && <UpdateNotice onUpdate={update} />}
    </>
  );
}

function Screen({ session }: { readonly session: Session }) {
  const { stage, start, stop } = session;
  const [recorder] = useState(() => new Recorder());
  switch (stage.name) {
    case 'start':
      return <StartScreen onStart={start} onPhoto={session.openPhoto} />;
    case 'photo':
      return (
        <Suspense>
          <PhotoScreen file={stage.file} loadVision={loadVision} onBack={stop} />
        </Suspense>
      );
    case 'opening':
      return <OpeningScreen onCancel={stop} />;
    case 'live':
      return (
        <LiveScreen
          camera={stage.camera}
          recorder={recorder}
          onSwitch={session.switchCamera}
          onStop={stop}
          onFail={session.fail}
        />
      );
    case 'failed':
      return <ErrorScreen error={stage.error} onRetry={start} onBack={stop} />;
  }
}

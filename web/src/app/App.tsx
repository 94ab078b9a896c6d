import { useState } from 'react';
import { ErrorScreen } from './ErrorScreen';
import { LiveScreen } from './LiveScreen';
import { OpeningScreen } from './OpeningScreen';
import { StartScreen } from './StartScreen';
import { Recorder } from './timeline/recorder';
import { useSession } from './use-session';

/** The whole app: one screen at a time. */
export function App() {
  const { stage, start, stop, switchCamera, fail } = useSession();
  const [recorder] = useState(() => new Recorder());
  switch (stage.name) {
    case 'start':
      return <StartScreen onStart={start} />;
    case 'opening':
      return (
        <OpeningScreen progress={stage.progress} cameraOpen={stage.cameraOpen} onCancel={stop} />
      );
    case 'live':
      return (
        <LiveScreen
          camera={stage.camera}
          vision={stage.vision}
          recorder={recorder}
          onSwitch={switchCamera}
          onStop={stop}
          onFail={fail}
        />
      );
    case 'failed':
      return <ErrorScreen error={stage.error} onRetry={start} onBack={stop} />;
  }
}

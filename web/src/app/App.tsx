import { ErrorScreen } from './ErrorScreen';
import { LiveScreen } from './LiveScreen';
import { OpeningScreen } from './OpeningScreen';
import { StartScreen } from './StartScreen';
import { useSession } from './use-session';

/** The whole app: one screen at a time. */
export function App() {
  const { stage, start, stop, fail } = useSession();
  switch (stage.name) {
    case 'start':
      return <StartScreen onStart={start} />;
    case 'opening':
      return <OpeningScreen progress={stage.progress} cameraOpen={stage.cameraOpen} />;
    case 'live':
      return <LiveScreen camera={stage.camera} vision={stage.vision} onStop={stop} onFail={fail} />;
    case 'failed':
      return <ErrorScreen error={stage.error} onRetry={start} onBack={stop} />;
  }
}

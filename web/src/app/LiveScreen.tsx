import { Share2 } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import type { Camera } from '../camera/camera';
import { type CameraChoice, deviceOf, looksAway, nextCamera } from '../camera/cameras';
import { useFormat } from '../i18n/format';
import { useMessages } from '../i18n/messages';
import { useGoodMinute } from './install/use-good-minute';
import { Coming } from './late/Coming';
import { late } from './late/late';
import { Bars } from './live-view/Bars';
import { CameraNotice } from './live-view/CameraNotice';
import { Controls } from './live-view/Controls';
import { FrozenFilm } from './live-view/FrozenFilm';
import { useCameras } from './live-view/use-cameras';
import { useCompactBars } from './live-view/use-compact-bars';
import { useFrozenEntry } from './live-view/use-frozen-entry';
import { useLive } from './live-view/use-live';
import { usePicture } from './live-view/use-picture';
import { useShortcuts } from './live-view/use-shortcuts';
import { useWakeLock } from './live-view/use-wake-lock';
import { close, open } from './navigation/navigation';
import type { SheetName } from './navigation/route';
import { useSettings } from './settings/SettingsProvider';
import { PALETTES, toProperties } from './theme/palette';
import { RecordingBadge } from './timeline/RecordingBadge';
import type { Recorder } from './timeline/recorder';
import { useRecording } from './timeline/use-recording';
import { FilmButton } from './ui/FilmButton';
import { Sheet } from './ui/Sheet';
import { useScreenFocus } from './use-screen-focus';
import { useLoadedShare, useVision } from './use-vision';
import './live-view/live.css';

const About = late(
  () => import('./about/About'),
  (module) => module.About,
);
const Diagnostics = late(
  () => import('./live-view/Diagnostics'),
  (module) => module.Diagnostics,
);
const Settings = late(
  () => import('./settings/Settings'),
  (module) => module.Settings,
);
const Timeline = late(
  () => import('./timeline/Timeline'),
  (module) => module.Timeline,
);

const openSheet = (sheet: SheetName) => open({ screen: 'live', sheet });

/** What lies over a film is dark in both themes, as in camera apps: a film is neither. */
const OVER_FILM = Object.fromEntries(toProperties(PALETTES.dark));

interface Props {
  readonly camera: Camera;
  /** Another camera is on its way. */
  readonly changing: boolean;
  readonly recorder: Recorder;
  /** What is open over the film. */
  readonly sheet: SheetName | undefined;
  readonly onSwitch: (choice: CameraChoice) => void;
  /** Keeps what is shown, whatever becomes of the camera. */
  readonly onHold: (held: boolean) => void;
  readonly onRetry: () => void;
  readonly onStop: () => void;
  readonly onFail: (error: unknown) => void;
}

/** The film with a box and a label on each face, the main face's bars, and the controls. */
export function LiveScreen(props: Props) {
  const { camera, recorder, sheet, onSwitch, onHold, onStop, onFail } = props;
  const messages = useMessages();
  const text = messages.live;
  const { percent } = useFormat();
  const { settings, change } = useSettings();
  const vision = useVision(onFail);
  const loaded = useLoadedShare();
  const video = useRef<HTMLVideoElement>(null);
  const cameras = useCameras(camera);
  const mirrored = settings.mirror && !looksAway(camera.stream);
  const live = useLive({ camera, vision, recorder, video, mirrored, onFail });
  const { frozen, setFrozen, still, withStill, trouble } = live;
  const view = () => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = video.current ?? {};
    return { width, height };
  };
  const picture = usePicture({
    ...{ withStill, view, mirrored },
    whole: settings.whole,
    info: vision?.info,
  });
  const [compact, toggleBars] = useCompactBars();
  const recording = useRecording(recorder);
  useEffect(() => () => recorder.stop(), [recorder]);
  useWakeLock();
  useGoodMinute(live.analysis);
  const heading = useScreenFocus();

  const next = nextCamera(camera.stream, cameras);
  useEffect(() => onHold(frozen), [frozen, onHold]);
  useFrozenEntry(
    frozen,
    sheet,
    useCallback(() => setFrozen(false), [setFrozen]),
  );
  const switchCamera = useCallback(
    (choice: CameraChoice) => {
      setFrozen(false);
      onSwitch(choice);
    },
    [setFrozen, onSwitch],
  );
  useShortcuts({
    ' ': () => setFrozen(!frozen),
    s: () => void picture.save(),
    c: next && (() => switchCamera(next)),
    m: () => change({ mirror: !settings.mirror }),
    t: () => openSheet('timeline'),
    b: toggleBars,
    r: () => (recording ? recorder.stop() : recorder.start()),
    f: () => recorder.mark(),
    escape: frozen ? () => setFrozen(false) : onStop,
  });

  const status = picture.notice ?? (frozen ? text.frozen : '');
  const hint = trouble && messages.guidance[trouble];
  return (
    <main className="live">
      <h1 ref={heading} tabIndex={-1} className="visually-hidden">
        {messages.title}
      </h1>
      <div className="over-film" style={OVER_FILM} data-whole={settings.whole}>
        <video ref={video} className="film" data-mirrored={mirrored} playsInline muted autoPlay />
        {still && <FrozenFilm image={still.image} mirrored={mirrored} />}
        <div ref={live.layer} className="overlay" />
        <div className="top">
          {recording && <RecordingBadge recorder={recorder} />}
          <p className="pill glass" hidden={Boolean(vision)} aria-hidden="true" data-covers>
            {messages.loadingProgress(percent(loaded))}
          </p>
          <p className="pill glass" role="status" hidden={!status} data-covers>
            {status}
          </p>
        </div>
        <CameraNotice
          video={video}
          camera={camera}
          changing={props.changing}
          frozen={frozen}
          onRetry={props.onRetry}
        />
        <section className="visually-hidden" aria-live="polite" aria-label={messages.liveRegion}>
          {vision ? live.summary : messages.loading}
        </section>
        <div className="dock">
          <div className="tray">
            {hint && (
              <p className="guidance glass" aria-hidden="true" data-covers>
                <strong>{hint.title}.</strong> {hint.help}
              </p>
            )}
            {vision && (
              <Bars
                ref={live.bars}
                info={vision.info}
                hidden={Boolean(hint)}
                compact={compact}
                onToggle={toggleBars}
              />
            )}
            {frozen && picture.share && (
              <FilmButton name={text.share} className="control" onClick={picture.share} data-covers>
                <Share2 />
              </FilmButton>
            )}
          </div>
          <Controls
            frozen={frozen}
            onFreeze={() => setFrozen(!frozen)}
            onSave={() => void picture.save()}
            onSwitch={next && (() => switchCamera(next))}
            onTimeline={() => openSheet('timeline')}
            onSettings={() => openSheet('settings')}
            onStop={onStop}
          />
        </div>
        {vision && settings.diagnostics && <Diagnostics vision={vision} analysis={live.analysis} />}
      </div>
      {sheet === 'settings' && (
        <Sheet title={messages.settings.title} onClose={close}>
          <Settings
            picker={{
              cameras,
              current: deviceOf(camera.stream),
              onPick: (device) => switchCamera({ device }),
            }}
            onAbout={() => openSheet('about')}
          />
        </Sheet>
      )}
      {sheet === 'about' && (
        <Sheet title={messages.settings.about} onClose={close}>
          <About />
        </Sheet>
      )}
      {sheet === 'timeline' && (
        <Sheet title={messages.timeline.title} onClose={close}>
          {vision ? (
            <Timeline recorder={recorder} info={vision.info} main={live.main.current} />
          ) : (
            <Coming />
          )}
        </Sheet>
      )}
    </main>
  );
}

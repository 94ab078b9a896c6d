import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { Camera, CameraChoice } from '../camera/camera';
import { deviceOf, looksAway, nextCamera } from '../camera/cameras';
import { useFormat } from '../i18n/format';
import { useMessages } from '../i18n/messages';
import { Bars } from './live-view/Bars';
import { Controls } from './live-view/Controls';
import { useCameras } from './live-view/use-cameras';
import { useLive } from './live-view/use-live';
import { usePicture } from './live-view/use-picture';
import { useShortcuts } from './live-view/use-shortcuts';
import { useWakeLock } from './live-view/use-wake-lock';
import { useSettings } from './settings/SettingsProvider';
import type { Recorder } from './timeline/recorder';
import { useScreenFocus } from './use-screen-focus';
import { useLoadedShare, useVision } from './use-vision';
import './live-view/live.css';

const Diagnostics = lazy(async () => ({
  default: (await import('./live-view/Diagnostics')).Diagnostics,
}));
const SettingsSheet = lazy(async () => ({
  default: (await import('./settings/SettingsSheet')).SettingsSheet,
}));
const TimelineSheet = lazy(async () => ({
  default: (await import('./timeline/TimelineSheet')).TimelineSheet,
}));

interface Props {
  readonly camera: Camera;
  readonly recorder: Recorder;
  readonly onSwitch: (choice: CameraChoice) => void;
  readonly onStop: () => void;
  readonly onFail: (error: unknown) => void;
}

/** The film with a box and a label on each face, the main face's bars, and the controls. */
export function LiveScreen({ camera, recorder, onSwitch, onStop, onFail }: Props) {
  const messages = useMessages();
  const { percent } = useFormat();
  const { settings, change } = useSettings();
  const vision = useVision(onFail);
  const loaded = useLoadedShare();
  const video = useRef<HTMLVideoElement>(null);
  const [sheet, setSheet] = useState<'settings' | 'timeline'>();
  const cameras = useCameras(camera);
  const mirrored = settings.mirror && !looksAway(camera.stream);
  const live = useLive({ camera, vision, recorder, video, mirrored, onFail });
  const picture = usePicture({ video, analysis: live.analysis, mirrored });
  useWakeLock();
  const heading = useScreenFocus();

  const next = nextCamera(camera.stream, cameras);
  const { frozen, setFrozen } = live;
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
    t: () => setSheet('timeline'),
    escape: frozen ? () => setFrozen(false) : onStop,
  });

  return (
    <main className="live">
      <h1 ref={heading} tabIndex={-1} className="visually-hidden">
        {messages.title}
      </h1>
      <video ref={video} className="film" data-mirrored={mirrored} playsInline muted autoPlay />
      <div ref={live.layer} className="overlay" aria-hidden="true" />
      <p className="hint glass" hidden={!live.empty || Boolean(picture.notice)} aria-hidden="true">
        {messages.noFace}
      </p>
      <p className="hint glass" hidden={Boolean(vision || picture.notice)} aria-hidden="true">
        {messages.loadingProgress(percent(loaded))}
      </p>
      <section className="visually-hidden" aria-live="polite" aria-label={messages.liveRegion}>
        {vision ? live.summary : messages.loading}
      </section>
      <p className="hint glass" role="status" hidden={!picture.notice}>
        {picture.notice}
      </p>
      <div className="dock">
        {vision && <Bars ref={live.bars} emotions={vision.info.emotions} />}
        <Controls
          frozen={frozen}
          onFreeze={() => setFrozen(!frozen)}
          onSave={() => void picture.save()}
          onShare={picture.canShare ? () => void picture.share() : undefined}
          onSwitch={next && (() => switchCamera(next))}
          onTimeline={() => setSheet('timeline')}
          onSettings={() => setSheet('settings')}
          onStop={onStop}
        />
      </div>
      <Suspense>
        {vision && settings.diagnostics && <Diagnostics vision={vision} analysis={live.analysis} />}
      </Suspense>
      <Suspense>
        {sheet === 'settings' && (
          <SettingsSheet
            picker={{
              cameras,
              current: deviceOf(camera.stream),
              onPick: (device) => switchCamera({ device }),
            }}
            onClose={() => setSheet(undefined)}
          />
        )}
        {vision && sheet === 'timeline' && (
          <TimelineSheet
            recorder={recorder}
            info={vision.info}
            onClose={() => setSheet(undefined)}
          />
        )}
      </Suspense>
    </main>
  );
}

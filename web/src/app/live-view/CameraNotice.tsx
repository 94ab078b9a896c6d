import { type RefObject, useEffect, useState } from 'react';
import type { Camera } from '../../camera/camera';
import { watchStillness } from '../../camera/stillness';
import { useMessages } from '../../i18n/messages';
import './camera-notice.css';

/** Milliseconds for which it is said that another camera is in use. */
const NOTICE = 6000;

interface Props {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly camera: Camera;
  /** Another camera is on its way. */
  readonly changing: boolean;
  /** The film was stopped on purpose. */
  readonly frozen: boolean;
  readonly onRetry: () => void;
}

/** Says what there is to know of the camera while the live view is open. */
export function CameraNotice({ video, camera, changing, frozen, onRetry }: Props) {
  const { session, retry } = useMessages();
  const still = useStillness(video, camera, frozen || changing);
  const replaced = useReplaced(camera);
  if (changing) return <p className="camera-notice glass">{session.opening}</p>;
  if (still) {
    return (
      <div className="camera-notice glass" role="alert">
        <h2>{session.still.title}</h2>
        <p>{session.still.help}</p>
        <button type="button" className="primary" onClick={onRetry}>
          {retry}
        </button>
      </div>
    );
  }
  return (
    <p className="camera-notice glass" role="status" hidden={!replaced}>
      {replaced && session.replaced}
    </p>
  );
}

function useStillness(video: Props['video'], camera: Camera, stopped: boolean): boolean {
  const [still, setStill] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another camera has its own time.
  useEffect(() => {
    setStill(false);
    if (stopped || !video.current) return;
    return watchStillness(video.current, setStill);
  }, [video, camera, stopped]);
  return still;
}

/** Whether a camera has just come in place of the one that was asked for. */
function useReplaced(camera: Camera): boolean {
  const [told, setTold] = useState<Camera>();
  useEffect(() => {
    const timer = setTimeout(() => setTold(camera), NOTICE);
    return () => clearTimeout(timer);
  }, [camera]);
  return camera.insteadOf !== undefined && told !== camera;
}

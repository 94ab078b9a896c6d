import { useEffect, useState } from 'react';
import { cameraPermission } from '../../camera/permission';
import { useFormat } from '../../i18n/format';
import { useMessages } from '../../i18n/messages';
import { useLoadedShare } from '../use-vision';

/** Milliseconds after which a question should have been seen. */
const PATIENCE = 4000;

interface Props {
  readonly onCancel: () => void;
}

/** Shown while the browser asks for the camera; meanwhile vision loads. */
export function OpeningScreen({ onCancel }: Props) {
  const { title, session, back, loading, loadingProgress } = useMessages();
  const { percent } = useFormat();
  const progress = useLoadedShare();
  const { allowed, late } = usePermission();
  return (
    <main className="card">
      <img className="logo" src="./icon.svg" alt="" width="84" height="84" />
      <h1 className="visually-hidden">{title}</h1>
      <p className="lead" role="status">
        {allowed ? session.opening : session.allow}
      </p>
      {late && <p className="note">{allowed ? session.openingLong : session.allowLong}</p>}
      {progress < 1 && (
        <>
          <progress value={progress} aria-label={loading} aria-valuetext={percent(progress)} />
          <p className="note">{loadingProgress(percent(progress))}</p>
        </>
      )}
      <button type="button" className="quiet" onClick={onCancel}>
        {back}
      </button>
    </main>
  );
}

/** Whether the browser has the user's permission, and whether getting the camera takes long. */
function usePermission(): { readonly allowed: boolean; readonly late: boolean } {
  const [allowed, setAllowed] = useState(false);
  const [late, setLate] = useState(false);
  useEffect(() => {
    let status: PermissionStatus | undefined;
    let shown = true;
    const look = () => setAllowed(status?.state === 'granted');
    void cameraPermission().then((found) => {
      if (!shown) return;
      status = found;
      status?.addEventListener?.('change', look);
      look();
    });
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      shown = false;
      status?.removeEventListener?.('change', look);
      clearTimeout(timer);
    };
  }, []);
  return { allowed, late };
}

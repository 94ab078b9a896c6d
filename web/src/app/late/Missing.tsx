import { CloudOff, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useMessages } from '../../i18n/messages';
import { MissingPart } from './arrive';

interface Props {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Says that a part of the app is missing and tries again, by itself once there is a connection. */
export function Missing({ error, onRetry }: Props) {
  const { late, retry, technicalDetail } = useMessages();
  const missing = error instanceof MissingPart;
  const outdated = missing && error.build === 'outdated';
  const text = outdated ? late.outdated : missing ? late.missing : late.failed;
  const Icon = missing ? CloudOff : TriangleAlert;
  useEffect(() => {
    if (!missing) return;
    addEventListener('online', onRetry);
    return () => removeEventListener('online', onRetry);
  }, [missing, onRetry]);
  return (
    <div className="missing" role="alert">
      <Icon className="badge" aria-hidden="true" />
      <h2>{text.title}</h2>
      <p>{text.help}</p>
      <button
        type="button"
        className="primary"
        onClick={outdated ? () => location.reload() : onRetry}
      >
        {outdated ? late.reload : retry}
      </button>
      {!outdated && (
        <button type="button" className="quiet" onClick={() => location.reload()}>
          {late.reload}
        </button>
      )}
      <details className="note">
        <summary>{technicalDetail}</summary>
        <code>{String(error)}</code>
      </details>
    </div>
  );
}

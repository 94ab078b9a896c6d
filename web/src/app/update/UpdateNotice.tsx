import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../i18n/messages';
import type { Update } from './service-worker';
import './update.css';

/** Says that a new version is ready; the user says when. */
export function UpdateNotice({ onUpdate }: { readonly onUpdate: Update }) {
  const { update } = useMessages();
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <div className="update" role="status">
      <RefreshCw aria-hidden="true" />
      <p>{update.ready}</p>
      <button type="button" className="primary" onClick={onUpdate}>
        {update.reload}
      </button>
      <button type="button" className="quiet" onClick={() => setDismissed(true)}>
        {update.later}
      </button>
    </div>
  );
}

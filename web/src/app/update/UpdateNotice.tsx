import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../i18n/messages';
import type { Update } from './service-worker';
import './update.css';

/** Says, above the screen, that a new version is ready; the user says when. */
export function UpdateNotice({ onUpdate }: { readonly onUpdate: Update }) {
  const { update } = useMessages();
  const [answer, setAnswer] = useState<'now' | 'later'>();
  if (answer === 'later') return null;
  const begin = () => {
    setAnswer('now');
    onUpdate();
  };
  return (
    <div className="update" role="status">
      <RefreshCw aria-hidden="true" />
      <p>{answer ? update.updating : update.ready}</p>
      <button type="button" className="primary" disabled={answer === 'now'} onClick={begin}>
        {update.reload}
      </button>
      <button type="button" className="quiet" onClick={() => setAnswer('later')}>
        {update.later}
      </button>
    </div>
  );
}

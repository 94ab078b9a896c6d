import { MonitorDown } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useMessages } from '../../i18n/messages';
import { inAppBrowser } from '../platform';
import { declineOffer, install, offeredWay, onOffer } from './offer';

/** Offers to install the app, where the user knows it by now and the browser can. */
export function InstallOffer() {
  const messages = useMessages();
  const way = useSyncExternalStore(onOffer, offeredWay);
  if (!way || inAppBrowser(navigator) !== undefined) return null;
  const text = messages.install;
  return (
    <section className="notice">
      <MonitorDown aria-hidden="true" />
      <div>
        <h2>{text.title}</h2>
        <p>{way === 'ios' ? text.ios : text.help}</p>
        {way === 'prompt' && (
          <button type="button" className="chip-button" onClick={() => void install()}>
            {text.install}
          </button>
        )}
        <button type="button" className="chip-button" onClick={declineOffer}>
          {text.later}
        </button>
      </div>
    </section>
  );
}

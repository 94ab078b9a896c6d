import { Check, Copy, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../i18n/messages';
import { inAppBrowser, platformOf } from '../platform';

/** Inside another app's browser: how to open the page in a browser that gives the camera. */
export function InAppNotice() {
  const { inApp } = useMessages();
  const [copied, setCopied] = useState(false);
  const app = inAppBrowser(navigator);
  if (app === undefined) return null;
  const copy = () =>
    navigator.clipboard?.writeText(location.href).then(
      () => setCopied(true),
      () => {},
    );
  return (
    <section className="notice">
      <TriangleAlert aria-hidden="true" />
      <div>
        <h2>{app ? inApp.title(app) : inApp.titleUnknown}</h2>
        <p>{platformOf(navigator) === 'ios' ? inApp.ios : inApp.android}</p>
        {navigator.clipboard && (
          <button type="button" className="chip-button" onClick={copy}>
            {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            <span aria-live="polite">{copied ? inApp.copied : inApp.copy}</span>
          </button>
        )}
      </div>
    </section>
  );
}

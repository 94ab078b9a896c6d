import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/app.css';
import './app/emotion.css';
import { Boundary } from './app/late/Boundary';
import { Missing } from './app/late/Missing';
import { deleteLeftovers } from './app/photo/leftovers';
import { SettingsProvider } from './app/settings/SettingsProvider';
// Parts that come later share it. A browser may remember for ever that such a part of a part failed,
// so it comes with the page.
import './app/ui/Field';

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <SettingsProvider>
      <Boundary
        fallback={(error, retry) => (
          <main className="card">
            <Missing error={error} onRetry={retry} />
          </main>
        )}
      >
        <App />
      </Boundary>
    </SettingsProvider>
  </StrictMode>,
);

void deleteLeftovers();

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/app.css';
import { LanguageContext, pickLanguage } from './i18n/messages';

const language = pickLanguage(navigator.languages);
document.documentElement.lang = language;

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <LanguageContext value={language}>
      <App />
    </LanguageContext>
  </StrictMode>,
);

// The worker loads while the page builds itself: this file is small, so that it runs at once.
import './start-vision';
// Listens before the browser has a chance to offer it.
import './app/install/offer';
import { arrive } from './app/late/arrive';
import { loadSettings } from './app/settings/settings';

// Before the first paint: no flash of the other theme.
const { theme } = loadSettings();
if (theme !== 'system') document.documentElement.dataset.theme = theme;

arrive(() => import('./page')).catch((error) => {
  console.error('camxuc: the page did not load:', error);
  // What index.html has for this case, which else comes when all stands still.
  document.querySelector('.unstarted')?.setAttribute('data-now', '');
  addEventListener('online', () => location.reload());
});

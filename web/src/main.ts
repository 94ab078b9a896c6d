// The worker loads while the page builds itself: this file is small, so that it runs at once.
import './start-vision';
import { loadSettings } from './app/settings/settings';

// Before the first paint: no flash of the other theme.
const { theme } = loadSettings();
if (theme !== 'system') document.documentElement.dataset.theme = theme;

import('./page').catch((error) => console.error('camxuc: the page did not load:', error));

// The worker loads while the page builds itself: this file is small, so that it runs at once.
import './start-vision';

import('./page').catch((error) => console.error('camxuc: the page did not load:', error));

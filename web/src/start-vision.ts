import { loadVision } from './app/load-vision';

// Who opens the page will soon want it: it loads while the page builds itself and the user reads.
// Where it fails, the start tries again and tells why.
loadVision().catch(() => {});

import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const FILES = {
  'LICENSE.txt': '../LICENSE',
  'NOTICE.txt': '../NOTICE',
  'LICENSES/Apache-2.0.txt': '../LICENSES/Apache-2.0.txt',
};

/** Puts the licences of all that the page is built from beside it, as they demand. */
export function notices(): Plugin {
  return {
    name: 'camxuc-notices',
    generateBundle() {
      for (const [fileName, path] of Object.entries(FILES)) {
        const source = readFileSync(new URL(path, import.meta.url));
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

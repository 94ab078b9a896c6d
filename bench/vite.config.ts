import { fileURLToPath } from 'node:url';
import { contract } from '../web/contract.ts';
import app from '../web/vite.config.ts';

/** Builds the app's vision as a module for the benchmark's pages. */
export default {
  ...app,
  plugins: [contract()],
  publicDir: false,
  build: {
    ...app.build,
    lib: {
      entry: fileURLToPath(new URL('src/pipeline.ts', import.meta.url)),
      formats: ['es'],
      fileName: 'pipeline',
    },
  },
};

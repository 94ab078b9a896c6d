import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import app from '../vite.config.ts';

/** Builds the app's vision as a module for the benchmark's pages. */
export default mergeConfig(
  app,
  defineConfig({
    publicDir: false,
    build: {
      lib: {
        entry: fileURLToPath(new URL('src/pipeline.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'pipeline',
      },
    },
  }),
);

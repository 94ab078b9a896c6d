import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Alias } from 'vite';
import { defineConfig } from 'vitest/config';
import { contract } from './contract.ts';
import { notices } from './notices.ts';
import { preload } from './preload.ts';
import { pwa } from './pwa.ts';

// Categories of TF.js's operations that convolutional networks do without. A network that has one
// fails to load and says so.
const UNUSED =
  'control|creation|dynamic|evaluation|hash_table|image|logical|ragged|sparse|spectral|string';

/** Leaves out of TF.js what the two networks never call: half of its bytes. */
const smallTensorFlow: Alias[] = [
  [/^@tensorflow\/tfjs-core$/, 'core'],
  [/^@tensorflow\/tfjs-core\/dist\/ops\/ops_for_converter$/, 'graph-ops'],
  [new RegExp(`^\\./executors/(${UNUSED})_executor$`), 'no-executor'],
  [new RegExp(`^\\./op_list/(${UNUSED})$`), 'no-op-list'],
  [/^.*\/tfjs-backend-wasm-threaded-simd\.(worker\.)?js$/, 'no-threads'],
].map(([find, name]) => ({
  find: find as RegExp,
  replacement: fileURLToPath(new URL(`src/vision/tfjs/${name}.ts`, import.meta.url)),
}));

export default defineConfig({
  base: './',
  plugins: [react(), contract(), preload(), pwa(), notices()],
  resolve: { alias: smallTensorFlow },
  worker: { format: 'es', plugins: () => [contract()] },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // A busy machine is slow; only what hangs shall fail.
    testTimeout: 60_000,
  },
});

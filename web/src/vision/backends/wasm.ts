import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env } from '@tensorflow/tfjs-core';
import type { Backend } from '../backend';
import { registerWasmKernels } from './wasm-kernels';

function register(): void {
  // Threads were slower on two cores than one, and need headers that upset TF.js's own start.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const simd = new URL(simdUrl, import.meta.url).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': new URL(plainUrl, import.meta.url).href,
    'tfjs-backend-wasm-simd.wasm': simd,
    // Never fetched, but TF.js refuses a list without it.
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  registerWasmKernels();
}

/** The processor: one thread, SIMD where the browser has it. */
export const wasm: Backend = { name: 'wasm', register };

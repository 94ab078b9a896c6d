import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env } from '@tensorflow/tfjs-core';
import { VisionError } from '../../errors';
import type { Backend } from '../backend';
import { registerWasmKernels } from './wasm-kernels';

const plain = new URL(plainUrl, import.meta.url).href;
const simd = new URL(simdUrl, import.meta.url).href;

function register(): void {
  // Threads were slower on two cores than one, and need headers that upset TF.js's own start.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    // Never fetched, but TF.js refuses a list without it.
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  registerWasmKernels();
}

/** TF.js says of a binary that did not arrive only that the backend did not start. */
export async function checkFiles(): Promise<void> {
  const url = (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? simd : plain;
  let response: Response;
  try {
    // Anew: a cache may hold a damaged copy, which would come back for ever.
    response = await fetch(url, { cache: 'reload' });
  } catch (cause) {
    throw new VisionError('network', `${url} could not be fetched`, { cause });
  }
  if (!response.ok)
    throw new VisionError('network', `${url}: the server answered ${response.status}`);
  if (!WebAssembly.validate(await response.arrayBuffer())) {
    throw new VisionError('corrupt', `${url} is no code that this browser runs`);
  }
}

/** The processor: one thread, SIMD where the browser has it. */
export const wasm: Backend = { name: 'wasm', register, checkFiles };

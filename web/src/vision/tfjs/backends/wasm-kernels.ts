import { registerKernel } from '@tensorflow/tfjs-core';
import { recordable } from '../recording';
import { kernels } from './wasm-kernels.generated';

/**
 * Makes the kernels of the committed networks known to the wasm backend. All kernels together would
 * cost the first visit three times as much. A network with another one does not load: TF.js then
 * says `Kernel 'X' not registered for backend 'wasm'`, and `npm run kernels` adds it.
 */
export function registerWasmKernels(): void {
  for (const kernel of kernels) {
    registerKernel({ ...kernel, kernelFunc: recordable(kernel.kernelFunc) });
  }
}

import '@tensorflow/tfjs-backend-webgpu';
import type { Backend } from '../backend';

async function register(): Promise<void> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('there is no WebGPU');
  if (adapter.info.isFallbackAdapter) throw new Error('it computes on the processor');
}

/** The GPU through WebGPU. */
export const webgpu: Backend = { name: 'webgpu', register };

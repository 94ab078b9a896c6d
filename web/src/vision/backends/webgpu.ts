import '@tensorflow/tfjs-backend-webgpu';

/**
 * Makes the WebGPU backend known to TF.js.
 *
 * @throws Error where the browser has none.
 */
export async function registerWebgpu(): Promise<void> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('there is no WebGPU');
  if (adapter.info.isFallbackAdapter) throw new Error('it computes on the processor');
}

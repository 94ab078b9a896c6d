import '@tensorflow/tfjs-backend-webgl';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, env } from '@tensorflow/tfjs-core';
import type { Backend, LossReport } from '../backend';

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

function register(): void {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) throw new Error('there is no WebGL 2');
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (SOFTWARE.test(renderer)) throw new Error(`${renderer} computes on the processor`);
  // One shader for all batch sizes, or the second face would freeze the view while it compiles.
  env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
}

/** A lost context gives zeros, not errors. iOS takes it from pages in the background. */
function watch(): LossReport {
  const { gl } = (backend() as MathBackendWebGL).getGPGPUContext();
  // TypeScript's worker library leaves the canvas out.
  const { canvas } = gl as unknown as { readonly canvas: EventTarget };
  let loss: string | undefined;
  canvas.addEventListener('webglcontextlost', () => {
    loss = 'webgl: the context was lost';
  });
  return () => loss;
}

/** The GPU through WebGL; refused where the processor draws it, which wasm uses better. */
export const webgl: Backend = { name: 'webgl', register, watch };

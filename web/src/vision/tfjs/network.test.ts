import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import { backend, env, setBackend, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { registerWasmKernels } from './backends/wasm-kernels';
import { buildGraph } from './graph';
import { Network } from './network';

const require = createRequire(import.meta.url);
const SHAPES = { detector: [1, 128, 128, 3], follow: [2, 48, 48, 1], model: [2, 48, 48, 1] };

beforeAll(async () => {
  const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(`${wasm}/wasm-out/`);
  registerWasmKernels();
  await setBackend('wasm');
});

async function load(folder: string) {
  const names = readdirSync(`public/${folder}`);
  const contents = names.map((name): [string, ArrayBuffer] => [
    name,
    Uint8Array.from(readFileSync(`public/${folder}/${name}`)).buffer,
  ]);
  const { graph } = JSON.parse(readFileSync(`public/${folder}/manifest.json`, 'utf8'));
  return buildGraph(new Map(contents), graph);
}

function noise(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(seed + 12.9898 * i) * 0.9);
}

it.each(Object.entries(SHAPES))(
  'gives, run after run, what TF.js gives for the %s, and keeps no memory',
  async (folder, shape) => {
    const graph = await load(folder);
    const execute = vi.spyOn(graph, 'execute');
    const network = new Network(graph);
    const count = shape.reduce((product, length) => product * length);
    await network.run(noise(count, 0), shape);
    const held = backend().numDataIds();
    for (let seed = 1; seed <= 3; seed++) {
      const expected = await new Network(graph).run(noise(count, seed), shape);
      execute.mockClear();
      expect(await network.run(noise(count, seed), shape)).toEqual(expected);
      expect(execute).not.toHaveBeenCalled();
    }
    expect(backend().numDataIds()).toBe(held);
  },
);

it('has TF.js run what is not made of kernels it could call itself', async () => {
  let runs = 0;
  const execute = () => tensor([++runs, 2]);
  const graph = { outputNodes: ['y'], weights: {}, execute } as unknown as GraphModel;
  const network = new Network(graph);
  for (let run = 1; run <= 3; run++) {
    expect(await network.run(Float32Array.of(5), [1])).toEqual([Float32Array.of(run, 2)]);
  }
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
import { engine, env, setBackend, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { buildGraph } from '../graph';

const require = createRequire(import.meta.url);
const PACKAGE = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
/** By kernel, the name under which its file exports it. */
const CONFIGS = new Map(
  Array.from(
    readFileSync(`${PACKAGE}/dist/register_all_kernels.js`, 'utf8').matchAll(
      /import { (\w+) } from '\.\/kernels\/(\w+)';/g,
    ),
    ([, name, kernel]) => [kernel as string, name as string],
  ),
);
const MODELS = readdirSync('public').filter((name) => existsSync(`public/${name}/manifest.json`));

/** The names of the kernels that a network of `public` calls, for one input and for two. */
async function kernelsOf(model: string): Promise<string[]> {
  const folder = `public/${model}`;
  const files = readdirSync(folder).map((name): [string, ArrayBuffer] => [
    name,
    Uint8Array.from(readFileSync(`${folder}/${name}`)).buffer,
  ]);
  const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
  const graph = await buildGraph(new Map(files), manifest.graph);
  const calls = vi.spyOn(engine(), 'runKernel');
  for (const count of [1, 2]) {
    const [batch = 1, ...rest] = graph.inputs[0]?.shape ?? [];
    tidy(() => graph.execute(zeros([batch === 1 ? 1 : count, ...rest])));
  }
  const names = calls.mock.calls.map(([name]) => name);
  calls.mockRestore();
  return names;
}

/** The same kernels and those that they call themselves, which must be set up too. */
function withInner(kernels: readonly string[]): string[] {
  const files = new Set(kernels);
  for (const file of files) {
    const source = readFileSync(`${PACKAGE}/dist/kernels/${file}.js`, 'utf8');
    for (const [, inner] of source.matchAll(/from '\.\/(\w+)'/g)) files.add(inner as string);
  }
  return [...files].filter((file) => CONFIGS.has(file)).sort();
}

/** The source of wasm-kernels.generated.ts. */
function sourceOf(kernels: readonly string[]): string {
  const names = kernels.map((kernel) => CONFIGS.get(kernel));
  return [
    '// Written by `npm run kernels` from the networks in public/; do not edit.',
    ...kernels.map((kernel, i) => {
      return `import { ${names[i]} } from '@tensorflow/tfjs-backend-wasm/dist/kernels/${kernel}';`;
    }),
    '',
    `export const kernels = [\n${names.map((name) => `  ${name},\n`).join('')}];`,
    '',
  ].join('\n');
}

it('is what the networks in public/ call', async () => {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(`${PACKAGE}/wasm-out/`);
  await setBackend('wasm');
  const called = new Set<string>();
  for (const model of MODELS) for (const kernel of await kernelsOf(model)) called.add(kernel);
  const source = sourceOf(withInner([...called]));
  await expect(source).toMatchFileSnapshot('./wasm-kernels.generated.ts');
});

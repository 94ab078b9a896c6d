// Runs a TF.js graph model on the wasm backend and prints its outputs. export/tfjs/runtime.py calls
// it, so that what was written is compared as the page will compute it.
//
//   node run_graph_model.mjs WEB_FOLDER GRAPH SHAPE INPUT_FILE OUTPUT_NAME...
//
// INPUT_FILE holds float32 values of SHAPE (such as 200,48,48,1). Standard output carries the
// outputs as one JSON object: {NAME: {shape, values}}.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const [webFolder, graph, shape, inputFile, ...outputNames] = process.argv.slice(2);
const require = createRequire(join(resolve(webFolder), 'package.json'));
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-wasm');

function arrayBuffer(path) {
  const bytes = readFileSync(path);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

await tf.setBackend('wasm');
const { modelTopology, weightsManifest, signature } = JSON.parse(
  readFileSync(graph, 'utf8'),
);
const model = await loadGraphModel({
  load: async () => ({
    modelTopology,
    signature,
    weightSpecs: weightsManifest.flatMap((group) => group.weights),
    weightData: weightsManifest.flatMap((group) =>
      group.paths.map((path) => arrayBuffer(join(dirname(graph), path))),
    ),
  }),
});
const input = tf.tensor(
  new Float32Array(arrayBuffer(inputFile)),
  shape.split(',').map(Number),
  'float32',
);
const outputs = [model.execute(input, outputNames)].flat();
const answer = {};
for (const [index, name] of outputNames.entries()) {
  answer[name] = { shape: outputs[index].shape, values: [...outputs[index].dataSync()] };
}
process.stdout.write(JSON.stringify(answer));

import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import type { io } from '@tensorflow/tfjs-core';
import { VisionError } from '../errors';
import { join } from '../models/bytes';
import { decodeWeights } from './weights';

/**
 * Builds a graph model from files already fetched.
 *
 * @param files - contents by path; holds the graph and the weights that it names.
 * @param path - the graph's.
 * @throws VisionError `corrupt`.
 */
export async function buildGraph(
  files: ReadonlyMap<string, ArrayBuffer>,
  path: string,
): Promise<GraphModel> {
  try {
    const artifacts = readArtifacts(files, path);
    return await loadGraphModel({ load: async () => artifacts });
  } catch (cause) {
    throw new VisionError('corrupt', `${path} does not describe a network`, { cause });
  }
}

function readArtifacts(files: ReadonlyMap<string, ArrayBuffer>, path: string): io.ModelArtifacts {
  const { weightsManifest, ...model } = JSON.parse(
    new TextDecoder().decode(read(files, path)),
  ) as io.ModelJSON;
  const shards = weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => new Uint8Array(read(files, path))),
  );
  const specs = weightsManifest.flatMap(({ weights }) => weights);
  return { ...model, ...decodeWeights(specs, join(shards)) } as io.ModelArtifacts;
}

function read(files: ReadonlyMap<string, ArrayBuffer>, path: string): ArrayBuffer {
  const content = files.get(path);
  if (!content) throw new Error(`${path} is not in the manifest`);
  return content;
}

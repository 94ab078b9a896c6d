import type { GraphModel } from '@tensorflow/tfjs-converter';
import { VisionError } from '../errors';
import { Classifier } from '../faces/classifier';
import { Detector } from '../faces/detector';
import { Follow } from '../faces/follow';
import { buildGraph } from '../tfjs/graph';
import type { ModelFolders, OnProgress } from '../types';
import { fetchFiles, fetchJson, type OnBytes } from './download';
import { type Kind, type ManifestOf, parseManifest } from './manifest';

/** A network as fetched. */
export interface NetworkFiles<K extends Kind> {
  readonly manifest: ManifestOf<K>;
  /** Contents by path. */
  readonly contents: ReadonlyMap<string, ArrayBuffer>;
}

/** All networks as fetched. */
export type ModelFiles = { readonly [K in keyof ModelFolders]: NetworkFiles<K> };

/** The networks, ready to run on the backend in use. */
export interface Models {
  readonly detector: Detector;
  readonly follow: Follow;
  readonly classifier: Classifier;
  /** Golden samples: uint8, shape [n, size, size]. */
  readonly samples: { readonly follow: ArrayBuffer; readonly expression: ArrayBuffer };
}

/**
 * Fetches all networks.
 *
 * @throws VisionError `network`, `corrupt` or `manifest`.
 */
export async function fetchModels(
  folders: ModelFolders,
  onProgress: OnProgress,
): Promise<ModelFiles> {
  const manifests = await Promise.all([
    fetchManifest('detector', folders.detector),
    fetchManifest('follow', folders.follow),
    fetchManifest('expression', folders.expression),
  ]);
  checkCrops(manifests[1], manifests[2]);
  const total = manifests.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  const onBytes = (bytes: number) => {
    loaded += bytes;
    onProgress(loaded, total);
  };
  const [detector, follow, expression] = await Promise.all([
    fetchNetwork(folders.detector, manifests[0], onBytes),
    fetchNetwork(folders.follow, manifests[1], onBytes),
    fetchNetwork(folders.expression, manifests[2], onBytes),
  ]);
  return { detector, follow, expression };
}

/** Both networks are shown the same crop of a face, so that it is cut once. */
function checkCrops(follow: ManifestOf<'follow'>, expression: ManifestOf<'expression'>): void {
  const cropOf = ({ input, alignment }: ManifestOf<'follow' | 'expression'>) =>
    `${input.size} ${input.channels} ${input.range} ${Object.values(alignment)}`;
  if (cropOf(follow) === cropOf(expression)) return;
  throw new VisionError(
    'manifest',
    `${follow.name} and ${expression.name} take different crops of a face: export both again`,
  );
}

async function fetchManifest<K extends Kind>(kind: K, folder: string): Promise<ManifestOf<K>> {
  return parseManifest(kind, await fetchJson(new URL('manifest.json', folder)));
}

async function fetchNetwork<K extends Kind>(
  folder: string,
  manifest: ManifestOf<K>,
  onBytes: OnBytes,
): Promise<NetworkFiles<K>> {
  return { manifest, contents: await fetchFiles(new URL(folder), manifest.files, onBytes) };
}

/**
 * Builds all networks. A backend must have been started.
 *
 * @throws VisionError `corrupt`.
 */
export async function buildModels({ detector, follow, expression }: ModelFiles): Promise<Models> {
  return {
    detector: new Detector(await graphOf(detector)),
    follow: new Follow(await graphOf(follow), follow.manifest),
    classifier: new Classifier(await graphOf(expression), expression.manifest),
    samples: { follow: samplesOf(follow), expression: samplesOf(expression) },
  };
}

function graphOf<K extends Kind>({ contents, manifest }: NetworkFiles<K>): Promise<GraphModel> {
  return buildGraph(contents, manifest.graph);
}

function samplesOf({
  contents,
  manifest,
}: NetworkFiles<'follow'> | NetworkFiles<'expression'>): ArrayBuffer {
  return contents.get(manifest.golden.path) as ArrayBuffer;
}

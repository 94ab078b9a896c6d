import type { GraphModel } from '@tensorflow/tfjs-converter';
import { fetchFiles, fetchJson } from './download';
import { buildGraph } from './graph';
import { parseDetectorManifest, parseManifest } from './manifest';
import type { Manifest } from './manifest.generated';

/** Receives progress in bytes. */
export type OnProgress = (loaded: number, total: number) => void;

/** The two networks, ready to run on the backend in use. */
export interface Models {
  readonly detector: GraphModel;
  readonly classifier: GraphModel;
  readonly manifest: Manifest;
  /** The manifest's golden samples: uint8, shape [n, size, size]. */
  readonly samples: ArrayBuffer;
}

/** Both networks and what belongs to them, as fetched. */
export interface ModelFiles {
  /** Contents by path. */
  readonly detector: ReadonlyMap<string, ArrayBuffer>;
  /** Contents by path. */
  readonly classifier: ReadonlyMap<string, ArrayBuffer>;
  readonly manifest: Manifest;
}

/**
 * Fetches both networks.
 *
 * @param page - the address of the page; the models lie beside it.
 * @throws VisionError `network`, `corrupt` or `manifest`.
 */
export async function fetchModels(page: URL, onProgress: OnProgress): Promise<ModelFiles> {
  const detectorFolder = new URL('detector/', page);
  const classifierFolder = new URL('model/', page);
  const [detectorManifest, manifest] = await Promise.all([
    fetchJson(new URL('manifest.json', detectorFolder)).then(parseDetectorManifest),
    fetchJson(new URL('manifest.json', classifierFolder)).then(parseManifest),
  ]);
  let loaded = 0;
  const total = [...detectorManifest.files, ...manifest.files].reduce(
    (sum, file) => sum + file.bytes,
    0,
  );
  const onBytes = (bytes: number) => {
    loaded += bytes;
    onProgress(loaded, total);
  };
  const [detector, classifier] = await Promise.all([
    fetchFiles(detectorFolder, detectorManifest.version, detectorManifest.files, onBytes),
    fetchFiles(classifierFolder, manifest.version, manifest.files, onBytes),
  ]);
  return { detector, classifier, manifest };
}

/**
 * Builds both networks. A backend must have been started.
 *
 * @throws VisionError `corrupt`.
 */
export async function buildModels({ detector, classifier, manifest }: ModelFiles): Promise<Models> {
  return {
    detector: await buildGraph(detector),
    classifier: await buildGraph(classifier),
    manifest,
    samples: classifier.get(manifest.golden.path) as ArrayBuffer,
  };
}

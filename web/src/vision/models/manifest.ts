import checkManifest from 'virtual:contract';
import { VisionError } from '../errors';
import type { Manifest } from '../manifest.generated';

/** What a network does. */
export type Kind = Manifest['kind'];
export type ManifestOf<K extends Kind> = Extract<Manifest, { kind: K }>;

/**
 * Checks a manifest against the contract.
 *
 * @param kind - the kind of network that is wanted.
 * @throws VisionError `manifest`, naming the field.
 */
export function parseManifest<K extends Kind>(kind: K, json: unknown): ManifestOf<K> {
  const manifest = check(kind, json);
  const golden = 'golden' in manifest ? [manifest.golden.path] : [];
  for (const path of [manifest.graph, ...golden]) {
    if (!manifest.files.some((file) => file.path === path)) {
      throw new VisionError('manifest', `manifest.json of ${kind}: ${path} is not in files`);
    }
  }
  return manifest;
}

function check<K extends Kind>(kind: K, json: unknown): ManifestOf<K> {
  if (!checkManifest(json)) {
    const [{ instancePath, message }] = checkManifest.errors;
    throw new VisionError('manifest', `manifest.json of ${kind}: ${instancePath} ${message}`);
  }
  if (json.kind !== kind) {
    throw new VisionError('manifest', `manifest.json of ${kind}: it describes ${json.kind}`);
  }
  return json as ManifestOf<K>;
}

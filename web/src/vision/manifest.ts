import { type Schema, Validator } from '@cfworker/json-schema';
import { VisionError } from './errors';
import type { DetectorManifest, Manifest } from './manifest.generated';
import schema from './manifest.schema.json';

/**
 * Checks a classifier's manifest against the contract.
 *
 * @throws VisionError `manifest`, naming the field.
 */
export function parseManifest(json: unknown): Manifest {
  const manifest = validate<Manifest>('Manifest', json);
  if (!manifest.files.some((file) => file.path === manifest.golden.path)) {
    throw new VisionError('manifest', `golden file ${manifest.golden.path} is not in files`);
  }
  if (manifest.golden.probabilities.some((row) => row.length !== manifest.emotions.length)) {
    throw new VisionError('manifest', 'golden: each row needs one probability an emotion');
  }
  return manifest;
}

/**
 * Checks the detector's manifest against the contract.
 *
 * @throws VisionError `manifest`, naming the field.
 */
export function parseDetectorManifest(json: unknown): DetectorManifest {
  return validate<DetectorManifest>('DetectorManifest', json);
}

function validate<T>(definition: string, json: unknown): T {
  const validator = new Validator(
    { ...schema, $ref: `#/$defs/${definition}` } as Schema,
    '2020-12',
  );
  const { valid, errors } = validator.validate(json);
  if (!valid) {
    const reason = errors.at(-1);
    throw new VisionError(
      'manifest',
      `manifest.json: ${reason?.instanceLocation} ${reason?.error}`,
    );
  }
  return json as T;
}

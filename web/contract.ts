import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'vite';

const SCHEMA = fileURLToPath(new URL('../contract/manifest.schema.json', import.meta.url));
const NAME = 'virtual:contract';

/**
 * Gives the page the check of manifest.json, compiled from its JSON Schema. The schema and a library
 * that reads it would be four times as many bytes, and the host allows no code made in the page.
 */
export function contract(): Plugin {
  return {
    name: 'contract',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      this.addWatchFile(SCHEMA);
      const ajv = new Ajv2020({
        discriminator: true,
        inlineRefs: false,
        // Lengths in UTF-16 units: the texts are only asked not to be empty.
        unicode: false,
        logger: false,
        code: { source: true, esm: true, lines: true },
      });
      return standalone(ajv, ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8'))));
    },
  };
}

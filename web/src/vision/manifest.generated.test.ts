import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileFromFile } from 'json-schema-to-typescript';
import { expect, it } from 'vitest';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

it('is what `npm run contract` makes of the schema', async () => {
  const types = await compileFromFile(here('../../../contract/manifest.schema.json'), {
    unreachableDefinitions: true,
    maxItems: -1,
  });
  expect(readFileSync(here('./manifest.generated.ts'), 'utf8')).toBe(types);
}, 20_000);

/** Made by web/contract.ts from contract/manifest.schema.json when the page is built. */
declare module 'virtual:contract' {
  import type { Manifest } from '../manifest.generated';

  interface CheckManifest {
    (json: unknown): json is Manifest;
    /** What was wrong with the manifest that was refused last; the first fault alone. */
    readonly errors: readonly [{ readonly instancePath: string; readonly message: string }];
  }
  const checkManifest: CheckManifest;
  export default checkManifest;
}

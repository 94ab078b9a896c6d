/** Stands in for TF.js's executors of operations that no network here has. */
export function executeOp({ op }: { readonly op: string }): never {
  throw new TypeError(`the operation ${op} is left out of this build: see vite.config.ts`);
}

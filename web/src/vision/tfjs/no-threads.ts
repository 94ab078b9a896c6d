/** Stands in for what TF.js starts where it may use threads: here it may not. */
export default undefined;
export const wasmWorkerContents = undefined;

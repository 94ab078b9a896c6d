/** Stands in for TF.js's descriptions of operations that no network here has. */
export const json = [];

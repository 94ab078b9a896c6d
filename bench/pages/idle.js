/** Analyses nothing: what playing the film alone costs. */
export async function load() {
  return async () => [{ label: 'nothing' }];
}

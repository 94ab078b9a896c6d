import { Human } from '/human/dist/human.esm.js';

const off = { enabled: false };

/**
 * Loads human with its detector and its emotion network, and everything else off.
 *
 * @returns a function from a picture or video to its faces: box in pixels, and label.
 */
export async function load() {
  const human = new Human({
    backend: 'wasm',
    wasmPath: '/wasm/',
    modelBasePath: '/human/models/',
    cacheModels: false,
    // Left on, it would analyse a face every other second only.
    cacheSensitivity: 0,
    filter: off,
    gesture: off,
    body: off,
    hand: off,
    object: off,
    segmentation: off,
    face: {
      enabled: true,
      detector: { rotation: false },
      mesh: off,
      attention: off,
      iris: off,
      description: off,
      antispoof: off,
      liveness: off,
      emotion: { enabled: true, minConfidence: 0 },
    },
  });
  human.tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await human.load();
  return async (picture) => {
    const { face } = await human.detect(picture);
    return face.map(({ box: [x, y, width, height], emotion }) => ({
      box: { x, y, width, height },
      label: emotion?.[0]?.emotion,
    }));
  };
}

import * as faceapi from '/face-api/dist/face-api.esm.js';

/**
 * Loads face-api with its tiny detector and its expression network.
 *
 * @param {number} inputSize - the detector's, 224 or 416.
 * @returns a function from a picture or video to its faces: box in pixels, and label.
 */
export async function load(inputSize) {
  faceapi.env.getEnv();
  faceapi.tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  faceapi.tf.setWasmPaths('/wasm/');
  await faceapi.tf.setBackend('wasm');
  await faceapi.tf.ready();
  await Promise.all([
    faceapi.nets.tinyFaceDetector.loadFromUri('/face-api/model'),
    faceapi.nets.faceExpressionNet.loadFromUri('/face-api/model'),
  ]);
  const options = new faceapi.TinyFaceDetectorOptions({ inputSize });
  return async (picture) => {
    const found = await faceapi.detectAllFaces(picture, options).withFaceExpressions();
    return found.map(({ detection: { box }, expressions }) => ({
      box: { x: box.x, y: box.y, width: box.width, height: box.height },
      label: expressions.asSortedArray()[0].expression,
    }));
  };
}

import { wasm } from '../../src/vision/backends/wasm';
import { Classifier } from '../../src/vision/classifier';
import type { Box } from '../../src/vision/geometry';
import { buildModels, fetchModels } from '../../src/vision/models';
import type { Smoothing } from '../../src/vision/smoothing';
import { Vision } from '../../src/vision/vision';

const SITE = new URL('/site/', location.href);
/** A still picture is shown for a third of a second: so soon the app must have found its face. */
const MAX_FRAMES = 10;
const FRAME_INTERVAL = 1 / 30;
/** Long enough for a new scene to begin. */
const SCENE_INTERVAL = 10;
const OPTIONS = { smoothing: 'off', maxFaces: 10 } as const;

interface Face {
  readonly box: Box;
  readonly label: string;
}

const create = (width: number, height: number) => new OffscreenCanvas(width, height);
const loading = Vision.load(wasm, SITE, create, () => {});
/** Seconds; vision's time only grows. */
let now = 0;

/**
 * Loads the app's own detector, alignment and classifier.
 *
 * @returns a function from a picture to its faces. The picture is shown as the first frames of a
 *   new film, until a face is named, and nothing is smoothed.
 */
export async function load(): Promise<(picture: HTMLCanvasElement) => Promise<Face[]>> {
  const vision = await loading;
  return async (picture) => {
    now += SCENE_INTERVAL;
    const frame = await createImageBitmap(picture);
    let faces: Face[] = [];
    for (let i = 0; i < MAX_FRAMES && faces.length === 0; i++) {
      now += FRAME_INTERVAL;
      const analysis = await vision.analyse(frame, now, OPTIONS);
      faces = analysis.faces.map(({ box, probabilities }) => {
        const top = probabilities.indexOf(Math.max(...probabilities));
        return { box, label: vision.info.emotions[top] as string };
      });
    }
    frame.close();
    return faces;
  };
}

/**
 * Begins a film.
 *
 * @returns a function from its next picture to what the app then writes on the largest face, null
 *   where it shows none.
 */
export async function beginFilm(
  smoothing: Smoothing,
): Promise<(picture: HTMLCanvasElement) => Promise<string | null>> {
  const vision = await loading;
  now += SCENE_INTERVAL;
  return async (picture) => {
    now += FRAME_INTERVAL;
    const frame = await createImageBitmap(picture);
    const { faces } = await vision.analyse(frame, now, { smoothing, maxFaces: 1 });
    frame.close();
    return faces[0]?.emotion ?? null;
  };
}

/**
 * Loads the classifier alone, once `load` has started the backend.
 *
 * @returns a function from `count` faces as they are, shape [count, size, size], to their labels.
 */
export async function loadClassifier(): Promise<
  (faces: Uint8Array, count: number) => Promise<string[]>
> {
  const { classifier, manifest } = await buildModels(await fetchModels(SITE, () => {}));
  const network = new Classifier(classifier, manifest);
  return async (faces, count) => {
    const rows = await network.classify(Float32Array.from(faces), count);
    return rows.map((row) => manifest.emotions[row.indexOf(Math.max(...row))] as string);
  };
}

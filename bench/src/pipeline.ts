import { Vision } from '../../web/src/vision/engine/vision';
import type { ReadableContext } from '../../web/src/vision/image/canvas';
import { buildModels, fetchModels } from '../../web/src/vision/models/models';
import { wasm } from '../../web/src/vision/tfjs/backends/wasm';
import { THRESHOLDS, type Thresholds } from '../../web/src/vision/thresholds';
import type { Box, Canvas, FaceReading, FilmOptions, Frame } from '../../web/src/vision/types';

const MODELS = {
  detector: new URL('/models/detector/', location.href).href,
  follow: new URL('/models/follow/', location.href).href,
  expression: new URL('/models/model/', location.href).href,
};
const FRAME_INTERVAL = 1 / 30;
/** Long enough for a new scene to begin. */
const SCENE_INTERVAL = 10;

/** A face as the benchmark's pages tell it. */
interface Face {
  readonly id: number;
  readonly box: Box;
  readonly keypoints: FaceReading['keypoints'];
  /** The likeliest emotion. */
  readonly label: string;
  /** The emotion that the app writes on the face. */
  readonly shown: string;
}

const thresholds = { ...THRESHOLDS };
const loading = Vision.load(wasm, MODELS, createCanvas, () => {}, thresholds);
/** Seconds; vision's time only grows. */
let now = 0;

export { remember } from './memory';

/** Puts these in place of the app's own thresholds; the others are the app's. */
export function choose(values: Partial<Thresholds>): void {
  for (const name of Object.keys(values)) {
    if (!(name in THRESHOLDS)) throw new Error(`vision has no threshold ${name}`);
  }
  Object.assign(thresholds, THRESHOLDS, values);
}

/**
 * Begins a film.
 *
 * @returns a function from its next picture to the faces that the app then shows.
 */
export async function beginFilm(
  options: Partial<FilmOptions> = {},
): Promise<(picture: ImageData) => Promise<Face[]>> {
  const vision = await loading;
  now += SCENE_INTERVAL;
  return async (picture) => {
    now += FRAME_INTERVAL;
    const { faces } = await vision.analyse(asFrame(picture), now, {
      smoothing: 'off',
      maxFaces: 10,
      ...options,
    });
    return faces.map((face) => describe(face, vision.info.emotions));
  };
}

/** @returns the faces of a photo. */
export async function readPhoto(picture: ImageData): Promise<Face[]> {
  const vision = await loading;
  const { faces } = await vision.readPhoto(asFrame(picture) as ImageBitmap);
  return faces.map((face) => describe(face, vision.info.emotions));
}

/**
 * Loads the classifier alone.
 *
 * @returns a function from `count` faces as they are, shape [count, size, size], to their labels.
 */
export async function loadClassifier(): Promise<
  (faces: Uint8Array, count: number) => Promise<string[]>
> {
  await loading;
  const { classifier } = await buildModels(await fetchModels(MODELS, () => {}));
  const { emotions } = classifier.manifest;
  return async (faces, count) => {
    const rows = await classifier.classify(Float32Array.from(faces), count);
    return rows.map((row) => emotions[row.indexOf(Math.max(...row))] as string);
  };
}

function describe(face: FaceReading, emotions: readonly string[]): Face {
  const { id, box, keypoints, probabilities, emotion } = face;
  const label = emotions[probabilities.indexOf(Math.max(...probabilities))] as string;
  return { id, box, keypoints, label, shown: emotion };
}

/** A picture in place of a frame: the canvas below takes it as it is, without a copy. */
function asFrame(picture: ImageData): Frame {
  return picture as unknown as Frame;
}

function createCanvas(): Canvas {
  let picture = new ImageData(1, 1);
  const context: ReadableContext = {
    canvas: { width: 1, height: 1 },
    drawImage(drawn: unknown) {
      picture = drawn as ImageData;
    },
    getImageData(x: number, y: number, width: number, height: number) {
      const part = new ImageData(width, height);
      for (let row = 0; row < height; row++) {
        const from = 4 * ((y + row) * picture.width + x);
        part.data.set(picture.data.subarray(from, from + 4 * width), 4 * row * width);
      }
      return part;
    },
  };
  return { width: 1, height: 1, getContext: () => context };
}

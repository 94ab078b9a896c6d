import type { GraphModel } from '@tensorflow/tfjs-converter';
import { VisionError } from '../errors';
import type { Square } from '../image/geometry';
import type { SquareSampler } from '../image/pyramid';
import { Network } from '../tfjs/network';
import { ANCHOR_COUNT, type Detection, decode, INPUT_SIZE, mergeOverlapping } from './blazeface';

const SHAPE = [1, INPUT_SIZE, INPUT_SIZE, 3];

/** Finds faces in a square of a picture. */
export class Detector {
  private readonly network: Network;
  private readonly input = new Float32Array(INPUT_SIZE * INPUT_SIZE * 3);

  constructor(graph: GraphModel) {
    this.network = new Network(graph);
  }

  /**
   * @param square - where to look; what lies outside the picture counts as black.
   * @param minScore - 0..1
   * @returns one detection a face, in pixels of the picture.
   * @throws VisionError `backend` where the outputs are not those of BlazeFace.
   */
  async detect(picture: SquareSampler, square: Square, minScore: number): Promise<Detection[]> {
    const pixels = this.input;
    await picture.sample(square, INPUT_SIZE, pixels);
    for (let i = 0; i < pixels.length; i++) pixels[i] = (pixels[i] as number) / 127.5 - 1;
    const outputs = await this.network.run(pixels, SHAPE);
    const regressors = find(outputs, ANCHOR_COUNT * 16);
    const logits = find(outputs, ANCHOR_COUNT);
    const faces = mergeOverlapping(decode(regressors, logits, minScore));
    return faces.map((face) => toPicture(face, square));
  }
}

function find(outputs: readonly Float32Array[], size: number): Float32Array {
  const output = outputs.find(({ length }) => length === size);
  if (!output) throw new VisionError('backend', `the detector gave no output of ${size} values`);
  return output;
}

function toPicture({ score, box, keypoints }: Detection, { x, y, side }: Square): Detection {
  const [a, b, c, d, e, f] = keypoints;
  const place = (point: { x: number; y: number }) => ({
    x: x + point.x * side,
    y: y + point.y * side,
  });
  return {
    score,
    box: { ...place(box), width: box.width * side, height: box.height * side },
    keypoints: [place(a), place(b), place(c), place(d), place(e), place(f)],
  };
}

import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { ANCHOR_COUNT, type Detection, decode, INPUT_SIZE, mergeOverlapping } from './blazeface';
import { VisionError } from './errors';
import type { Square } from './geometry';
import type { Pyramid } from './pyramid';
import { type Canvas, type Context, type CreateCanvas, readableContext } from './surface';

const CHANNELS = 3;

/** Finds faces in a square of a frame. */
export class Detector {
  private readonly graph: GraphModel;
  private readonly context: Context;
  private readonly input = new Float32Array(INPUT_SIZE * INPUT_SIZE * CHANNELS);

  constructor(graph: GraphModel, createCanvas: CreateCanvas) {
    this.graph = graph;
    this.context = readableContext(createCanvas(INPUT_SIZE, INPUT_SIZE));
  }

  /**
   * @param frame - the canvas that holds the frame.
   * @param square - where to look; what lies outside the frame counts as black.
   * @param minScore - 0..1
   * @returns one detection a face, in frame pixels.
   * @throws VisionError `backend` where the outputs are not those of BlazeFace.
   */
  async detect(frame: Canvas, square: Square, minScore: number): Promise<Detection[]> {
    this.prepare(frame, square);
    return this.run(square, minScore);
  }

  /**
   * The same on a photo, scaled as the host's image API scales it.
   *
   * @param square - in pixels of the photo.
   */
  async detectIn(photo: Pyramid, square: Square, minScore: number): Promise<Detection[]> {
    const { input } = this;
    photo.sample(square, INPUT_SIZE, input);
    for (let i = 0; i < input.length; i++) input[i] = (input[i] as number) / 127.5 - 1;
    return this.run(square, minScore);
  }

  private async run(square: Square, minScore: number): Promise<Detection[]> {
    const input = tensor4d(this.input, [1, INPUT_SIZE, INPUT_SIZE, CHANNELS]);
    const outputs = this.graph.predict(input) as Tensor[];
    try {
      const [regressors, logits] = await Promise.all([
        read(outputs, ANCHOR_COUNT * 16),
        read(outputs, ANCHOR_COUNT),
      ]);
      const faces = mergeOverlapping(decode(regressors, logits, minScore));
      return faces.map((face) => toFrame(face, square));
    } finally {
      dispose([input, ...outputs]);
    }
  }

  private prepare(frame: Canvas, { x, y, side }: Square): void {
    const { context, input } = this;
    context.fillRect(0, 0, INPUT_SIZE, INPUT_SIZE);
    context.drawImage(frame, x, y, side, side, 0, 0, INPUT_SIZE, INPUT_SIZE);
    const { data } = context.getImageData(0, 0, INPUT_SIZE, INPUT_SIZE);
    for (let from = 0, to = 0; from < data.length; from += 4) {
      input[to++] = (data[from] as number) / 127.5 - 1;
      input[to++] = (data[from + 1] as number) / 127.5 - 1;
      input[to++] = (data[from + 2] as number) / 127.5 - 1;
    }
  }
}

async function read(outputs: readonly Tensor[], size: number): Promise<Float32Array> {
  const tensor = outputs.find((output) => output.size === size);
  if (!tensor) throw new VisionError('backend', `the detector gave no output of ${size} values`);
  return (await tensor.data()) as Float32Array;
}

function toFrame({ score, box, keypoints }: Detection, { x, y, side }: Square): Detection {
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

import type { GraphModel } from '@tensorflow/tfjs-converter';
import { backend, dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { Recording } from './recording';

/** A graph model that turns numbers into numbers. */
export class Network {
  private readonly graph: GraphModel;
  private readonly outputs: string[];
  /** By the input's shape; undefined where runs cannot be recorded. */
  private readonly recordings = new Map<string, Recording | undefined>();

  /** @param outputs - the names of the outputs wanted; all of them where absent. */
  constructor(graph: GraphModel, outputs: string[] = graph.outputNodes) {
    this.graph = graph;
    this.outputs = outputs;
  }

  /** @returns the values of each output, in the order of the names. */
  async run(values: Float32Array, shape: number[]): Promise<Float32Array[]> {
    const recording = this.recordings.get(`${shape}`);
    return recording ? recording.run(values, shape) : this.execute(values, shape);
  }

  private async execute(values: Float32Array, shape: number[]): Promise<Float32Array[]> {
    const input = tensor(values, shape);
    const run = () => [this.graph.execute(input, this.outputs)].flat() as Tensor[];
    let outputs: Tensor[] = [];
    try {
      if (this.recordings.has(`${shape}`)) {
        outputs = run();
      } else {
        const weights = Object.values(this.graph.weights).flat();
        const recorded = Recording.of(backend(), input, weights, run);
        this.recordings.set(`${shape}`, recorded.recording);
        outputs = recorded.outputs;
      }
      return await Promise.all(
        outputs.map(async (output) => (await output.data()) as Float32Array),
      );
    } finally {
      dispose([input, ...outputs]);
    }
  }
}

import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import type { Manifest } from './manifest.generated';

/** Names the emotion of aligned faces. */
export class Classifier {
  readonly manifest: Manifest;
  private readonly graph: GraphModel;

  constructor(graph: GraphModel, manifest: Manifest) {
    this.graph = graph;
    this.manifest = manifest;
  }

  /** Side of an input face in pixels. */
  get size(): number {
    return this.manifest.input.size;
  }

  /**
   * @param faces - shape [count, size, size], BT.601 luma 0..255.
   * @returns one row of probabilities a face, in the manifest's order.
   */
  async classify(faces: Float32Array, count: number): Promise<number[][]> {
    if (count === 0) return [];
    const { size } = this;
    const input = tensor4d(faces, [count, size, size, 1]);
    const output = this.graph.execute(input, this.manifest.outputs.probabilities) as Tensor;
    try {
      const values = await output.data();
      const width = this.manifest.emotions.length;
      return Array.from({ length: count }, (_, row) =>
        Array.from(values.subarray(row * width, (row + 1) * width)),
      );
    } finally {
      dispose([input, output]);
    }
  }
}

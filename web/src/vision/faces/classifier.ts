import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { ExpressionManifest } from '../manifest.generated';
import { Network } from '../tfjs/network';

/** Names the emotion of aligned faces. */
export class Classifier {
  readonly manifest: ExpressionManifest;
  private readonly network: Network;

  constructor(graph: GraphModel, manifest: ExpressionManifest) {
    this.network = new Network(graph, [manifest.outputs.probabilities]);
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
    const [values] = (await this.network.run(faces, [count, size, size, 1])) as [Float32Array];
    const width = this.manifest.emotions.length;
    return Array.from({ length: count }, (_, row) =>
      Array.from(values.subarray(row * width, (row + 1) * width)),
    );
  }
}

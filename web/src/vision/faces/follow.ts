import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { PixelSource } from '../image/raster';
import type { FollowManifest } from '../manifest.generated';
import { Network } from '../tfjs/network';
import type { Crop } from './alignment';
import { sampleCrops } from './crop';
import type { Place } from './place';

/** What the network says of one crop. */
export interface Judgement {
  readonly crop: Crop;
  /** What it was shown: shape [size, size], BT.601 luma 0..255. */
  readonly luma: Float32Array;
  /** The probability that the crop shows a face; 0 where the network gave no number. */
  readonly presence: number;
  readonly place: Place;
}

/** What the network answers to luma alone. */
export type Answer = Pick<Judgement, 'presence' | 'place'>;

/** The network that confirms faces and follows them. */
export class Follow {
  readonly manifest: FollowManifest;
  private readonly network: Network;

  constructor(graph: GraphModel, manifest: FollowManifest) {
    const { presence, place } = manifest.outputs;
    this.network = new Network(graph, [presence, place]);
    this.manifest = manifest;
  }

  /** Side of an input crop in pixels. */
  get size(): number {
    return this.manifest.input.size;
  }

  /** Judges crops of a picture, all in one run. */
  async judge(picture: PixelSource, crops: readonly Crop[]): Promise<Judgement[]> {
    const pixels = this.size ** 2;
    const luma = await sampleCrops(picture, crops, this.size);
    const answers = await this.answer(luma, crops.length);
    return crops.map((crop, i) => ({
      crop,
      luma: luma.subarray(i * pixels, (i + 1) * pixels),
      ...(answers[i] as Answer),
    }));
  }

  /**
   * @param luma - shape [count, size, size], BT.601, 0..255.
   * @returns one answer a crop.
   */
  async answer(luma: Float32Array, count: number): Promise<Answer[]> {
    if (count === 0) return [];
    const { size } = this;
    const outputs = await this.network.run(luma, [count, size, size, 1]);
    const [presences, places] = outputs as [Float32Array, Float32Array];
    return Array.from({ length: count }, (_, i) => {
      const [right, down, growth, turn] = places.subarray(4 * i) as unknown as number[];
      const place = { right, down, growth, turn } as Place;
      const isNumber = Object.values(place).every(Number.isFinite);
      const presence = presences[i] as number;
      return { presence: isNumber && presence > 0 ? presence : 0, place };
    });
  }
}

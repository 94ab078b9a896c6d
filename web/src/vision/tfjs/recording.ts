import type { DataId, KernelBackend, KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

type KernelCall = Parameters<KernelFunc>[0];

/** The number of a value: 0 is the network's input, then they count in the order of computing. */
type Slot = number;

interface RecordedCall {
  readonly kernelFunc: KernelFunc;
  readonly call: KernelCall;
  readonly outputs: readonly TensorInfo[];
}

/** A kernel call that each run makes again. */
interface Step {
  readonly kernelFunc: KernelFunc;
  readonly call: KernelCall;
  /** The inputs of the call that are other tensors in each run. */
  readonly wires: readonly Wire[];
  /** Values that no later step reads: they are freed after this one. */
  readonly spent: Slot[];
}

interface Wire {
  readonly input: TensorInfo;
  readonly slot: Slot;
}

let tape: RecordedCall[] | undefined;

/** Makes a kernel's calls known to recordings. */
export function recordable(kernelFunc: KernelFunc): KernelFunc {
  return (call) => {
    const output = kernelFunc(call);
    tape?.push({ kernelFunc, call, outputs: [output].flat() });
    return output;
  };
}

/**
 * The kernel calls of one run of a network. Later runs make the same calls directly. TF.js would
 * look each operation up and check and track its tensors, which took a quarter of the time.
 */
export class Recording {
  private readonly backend: KernelBackend;
  private readonly steps: readonly Step[];
  private readonly outputs: readonly Slot[];

  private constructor(backend: KernelBackend, steps: readonly Step[], outputs: readonly Slot[]) {
    this.backend = backend;
    this.steps = steps;
    this.outputs = outputs;
  }

  /**
   * Records a run of a network.
   *
   * @param backend - the one in use.
   * @param constants - the network's weights; they must outlive the recording.
   * @param run - computes the network's outputs from the input; calls the same kernels each time.
   * @returns the run's outputs and the recording, or undefined where kernels are not recordable.
   */
  static of(
    backend: KernelBackend,
    input: Tensor,
    constants: readonly Tensor[],
    run: () => Tensor[],
  ): { outputs: Tensor[]; recording: Recording | undefined } {
    const calls: RecordedCall[] = [];
    tape = calls;
    try {
      const outputs = run();
      return { outputs, recording: Recording.from(backend, input, constants, calls, outputs) };
    } finally {
      tape = undefined;
    }
  }

  private static from(
    backend: KernelBackend,
    input: Tensor,
    constants: readonly Tensor[],
    calls: readonly RecordedCall[],
    outputs: readonly Tensor[],
  ): Recording | undefined {
    const fixed = new Set(constants.map(({ dataId }) => dataId));
    const slots = new Map<DataId, Slot>([[input.dataId, 0]]);
    const lastUses = [0];
    const steps: Step[] = [];
    for (const { kernelFunc, call, outputs } of calls) {
      const copy = copyInputs(call);
      const wires: Wire[] = [];
      for (const input of Object.values(copy.inputs)) {
        if (!input || fixed.has(input.dataId)) continue;
        const slot = slots.get(input.dataId);
        if (slot === undefined) return undefined;
        wires.push({ input, slot });
        lastUses[slot] = steps.length;
      }
      for (const { dataId } of outputs) {
        slots.set(dataId, lastUses.length);
        lastUses.push(steps.length);
      }
      steps.push({ kernelFunc, call: copy, wires, spent: [] });
    }
    const results = outputs.map(({ dataId }) => slots.get(dataId) ?? 0);
    if (results.includes(0)) return undefined;
    lastUses.forEach((step, slot) => {
      if (!results.includes(slot)) steps[step]?.spent.push(slot);
    });
    return new Recording(backend, steps, results);
  }

  /** @param values - of the shape that was recorded. */
  run(values: Float32Array, shape: number[]): Float32Array[] {
    const { backend } = this;
    const data: DataId[] = [backend.write(values, shape, 'float32')];
    for (const { kernelFunc, call, wires, spent } of this.steps) {
      for (const { input, slot } of wires) input.dataId = data[slot] as DataId;
      const output = kernelFunc(call);
      if (Array.isArray(output)) data.push(...output.map(({ dataId }) => dataId));
      else data.push(output.dataId);
      for (const slot of spent) backend.disposeData(data[slot] as DataId);
    }
    const results = this.outputs.map((slot) => backend.readSync(data[slot] as DataId));
    for (const slot of new Set(this.outputs)) backend.disposeData(data[slot] as DataId);
    return results as Float32Array[];
  }
}

/** The same call with inputs of its own, which later runs may point elsewhere. */
function copyInputs(call: KernelCall): KernelCall {
  const copies = Object.entries(call.inputs).map(([name, input]) => {
    return [name, input && { dataId: input.dataId, shape: input.shape, dtype: input.dtype }];
  });
  // Some kernels take a list in place of a record.
  const inputs = Object.assign(Array.isArray(call.inputs) ? [] : {}, Object.fromEntries(copies));
  return { ...call, inputs };
}

import { Network } from '../../web/src/vision/tfjs/network';

/** What each network said of what it was shown, by both; undefined where nothing is kept. */
let answers: Map<string, Float32Array[]> | undefined;
const numbers = new WeakMap<Network, number>();
let count = 0;

/** Forgets what networks said, and from now on has each say it once of what it is shown. */
export function remember(): void {
  answers = new Map();
}

const run = Network.prototype.run;
Network.prototype.run = async function (values, shape) {
  if (!answers) return run.call(this, values, shape);
  if (!numbers.has(this)) numbers.set(this, count++);
  const key = `${numbers.get(this)}:${shape}:${digest(values)}`;
  let answer = answers.get(key);
  if (!answer) {
    answer = (await run.call(this, values, shape)).map((output) => output.slice());
    answers.set(key, answer);
  }
  return answer;
};

/** Two hashes of the values' bits, in the manner of FNV-1a. */
function digest(values: Float32Array): string {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < bits.length; i++) {
    const word = bits[i] as number;
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul(b ^ (word >>> 7) ^ (word << 11), 0x85ebca6b) ^ (b >>> 15);
  }
  return `${a}:${b}`;
}

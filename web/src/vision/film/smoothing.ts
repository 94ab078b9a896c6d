import type { Smoothing } from '../types';

/** Seconds after which a change has come through by 63 %, at any frame rate. */
const TIME_CONSTANTS: Readonly<Record<Smoothing, number>> = { off: 0, normal: 0.12, strong: 0.4 };
/** How far a new emotion must lead the shown one before it replaces it. */
const CHANGE_LEAD = 0.08;
/** A label that is certain stays so until its lead falls to this share of the lead it needed. */
const CERTAINTY_HOLD = 0.6;

/** What a face shows, steadied over time. */
export interface Expression {
  /** They sum to 1. */
  readonly probabilities: readonly number[];
  /** Index of the shown emotion. */
  readonly emotion: number;
  readonly certain: boolean;
}

/** Steadies one face's answers: a label changes only when the new emotion leads clearly. */
export class ExpressionSmoother {
  private readonly certainLead: number;
  private probabilities: number[] | undefined;
  private emotion = 0;
  private certain = false;
  private lastTime = 0;

  /** @param certainLead - the manifest's lead of the first emotion over the second. */
  constructor(certainLead: number) {
    this.certainLead = certainLead;
  }

  /**
   * @param probabilities - the network's answer; sums to 1.
   * @param now - seconds; grows from answer to answer.
   */
  update(probabilities: readonly number[], now: number, smoothing: Smoothing = 'normal'): void {
    const timeConstant = TIME_CONSTANTS[smoothing];
    if (this.probabilities && timeConstant > 0) {
      const weight = 1 - Math.exp(-(now - this.lastTime) / timeConstant);
      this.probabilities = this.probabilities.map(
        (old, i) => old + weight * ((probabilities[i] as number) - old),
      );
    } else {
      this.emotion = this.probabilities ? this.emotion : largest(probabilities);
      this.probabilities = [...probabilities];
    }
    this.lastTime = now;
    this.choose(this.probabilities);
  }

  /** What the face shows as of the last update; undefined before the first. */
  get expression(): Expression | undefined {
    const { probabilities, emotion, certain } = this;
    return probabilities && { probabilities, emotion, certain };
  }

  private choose(probabilities: readonly number[]): void {
    const first = largest(probabilities);
    const top = probabilities[first] as number;
    if (top - (probabilities[this.emotion] as number) > CHANGE_LEAD) this.emotion = first;
    const second = Math.max(...probabilities.filter((_, i) => i !== first));
    const needed = this.certain ? this.certainLead * CERTAINTY_HOLD : this.certainLead;
    this.certain = top - second >= needed;
  }
}

function largest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

import { VisionError } from '../errors';

const TICK = 500;

/** Ends a wait that has become hopeless. */
export class TimeLimit {
  private readonly seconds: number;
  private readonly what: string;
  private left: number;

  /**
   * @param seconds - how long nothing may happen.
   * @param what - names the work in the error.
   */
  constructor(seconds: number, what: string) {
    this.seconds = seconds;
    this.what = what;
    this.left = seconds;
  }

  /** Something happened: the wait begins anew. */
  readonly extend = (): void => {
    this.left = this.seconds;
  };

  /** Whether the work took too long. */
  get expired(): boolean {
    return this.left <= 0;
  }

  /** @throws VisionError `backend` where the work takes too long, or what the work throws. */
  async on<T>(work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setInterval> | undefined;
    const limit = new Promise<never>((_, reject) => {
      // Ticks, not a clock: a phone asleep stops the work and the ticks alike.
      timer = setInterval(() => {
        this.left -= TICK / 1000;
        if (this.expired) {
          reject(new VisionError('backend', `${this.what}: no answer for ${this.seconds} s`));
        }
      }, TICK);
    });
    try {
      return await Promise.race([work, limit]);
    } finally {
      clearInterval(timer);
    }
  }
}

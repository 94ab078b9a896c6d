import { VisionError } from './errors';

/**
 * @param milliseconds - how long to wait.
 * @param what - names the work in the error.
 * @throws VisionError `backend` where the work takes longer.
 */
export async function withTimeLimit<T>(
  work: Promise<T>,
  milliseconds: number,
  what: string,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    const late = () =>
      reject(new VisionError('backend', `${what}: no answer within ${milliseconds / 1000} s`));
    timer = setTimeout(late, milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

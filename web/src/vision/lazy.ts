import { VisionError } from './errors';

/**
 * Waits for a part of the app that is fetched when it is first needed.
 *
 * @throws VisionError `network`: the device is not to blame.
 */
export async function fetched<T>(part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (cause) {
    throw new VisionError('network', `a part of the app did not arrive: ${cause}`, { cause });
  }
}

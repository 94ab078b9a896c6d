import { VisionError } from '../errors';
import type { ModelFile } from '../manifest.generated';
import { join } from './bytes';

/** Receives each piece of a download as it arrives. */
export type OnBytes = (bytes: number) => void;

/**
 * Fetches a JSON file.
 *
 * @throws VisionError `network` or `corrupt`.
 */
export async function fetchJson(url: URL): Promise<unknown> {
  const response = await get(url);
  try {
    return await response.json();
  } catch (cause) {
    throw new VisionError('corrupt', `${url.pathname} is not JSON`, { cause });
  }
}

/**
 * Fetches the files a manifest lists and checks that they are the ones it means.
 *
 * @param base - the address of the manifest's folder.
 * @returns the contents by path.
 * @throws VisionError `network` or `corrupt`.
 */
export async function fetchFiles(
  base: URL,
  files: readonly ModelFile[],
  onBytes: OnBytes,
): Promise<Map<string, ArrayBuffer>> {
  const contents = await Promise.all(
    files.map(async (file) => {
      return [file.path, await fetchFile(new URL(file.path, base), file, onBytes)] as const;
    }),
  );
  return new Map(contents);
}

async function fetchFile(url: URL, file: ModelFile, onBytes: OnBytes): Promise<ArrayBuffer> {
  try {
    const content = await readBody(await get(url), onBytes);
    await verify(file, content);
    return content;
  } catch (error) {
    if (!(error instanceof VisionError) || error.kind !== 'corrupt') throw error;
    // A cache may hold a damaged copy, which would come back for ever.
    const content = await readBody(await get(url, { cache: 'reload' }), () => {});
    await verify(file, content);
    return content;
  }
}

async function get(url: URL, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    throw new VisionError('network', `${url.pathname} could not be fetched`, { cause });
  }
  if (!response.ok) {
    throw new VisionError('network', `${url.pathname}: the server answered ${response.status}`);
  }
  return response;
}

async function readBody(response: Response, onBytes: OnBytes): Promise<ArrayBuffer> {
  if (!response.body) return response.arrayBuffer();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      onBytes(value.byteLength);
    }
  } catch (cause) {
    throw new VisionError('network', `${response.url}: the connection broke`, { cause });
  }
  return join(chunks);
}

async function verify(file: ModelFile, content: ArrayBuffer): Promise<void> {
  if (content.byteLength !== file.bytes) {
    throw new VisionError(
      'corrupt',
      `${file.path} has ${content.byteLength} bytes, the manifest promises ${file.bytes}`,
    );
  }
  // Only secure pages have crypto.subtle.
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== file.sha256) {
    throw new VisionError('corrupt', `${file.path} is not the file that the manifest names`);
  }
}

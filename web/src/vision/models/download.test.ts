import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchFiles, fetchJson } from './download';

const BASE = new URL('https://camxuc.test/model/');
const CONTENT = new TextEncoder().encode('weights, many of them');
const FILE = {
  path: 'weights-0a1b2c3d.bin',
  bytes: CONTENT.byteLength,
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
};

const fetched = vi.fn<typeof fetch>();

beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

function damaged(): Response {
  const bytes = CONTENT.slice();
  bytes[3] = 0;
  return new Response(bytes);
}

describe('fetchFiles', () => {
  it('fetches what the manifest names and reports every byte', async () => {
    fetched.mockResolvedValueOnce(new Response(CONTENT));
    const onBytes = vi.fn();
    const files = await fetchFiles(BASE, [FILE], onBytes);
    expect(new Uint8Array(files.get('weights-0a1b2c3d.bin') as ArrayBuffer)).toEqual(CONTENT);
    expect(String(fetched.mock.calls[0]?.[0])).toBe(
      'https://camxuc.test/model/weights-0a1b2c3d.bin',
    );
    const total = onBytes.mock.calls.reduce((sum, [bytes]) => sum + bytes, 0);
    expect(total).toBe(CONTENT.byteLength);
  });

  it('passes by a cache that holds a damaged copy', async () => {
    fetched.mockResolvedValueOnce(damaged()).mockResolvedValueOnce(new Response(CONTENT));
    const files = await fetchFiles(BASE, [FILE], () => {});
    expect(files.size).toBe(1);
    expect(fetched.mock.lastCall?.[1]).toEqual({ cache: 'reload' });
  });

  it.each([
    ['truncated', () => new Response(CONTENT.slice(0, 5)), /has 5 bytes.*promises 21/],
    ['of another version', damaged, /not the file that the manifest names/],
  ])('refuses a file that is %s', async (_, response, message) => {
    fetched.mockImplementation(async () => response());
    const fetching = fetchFiles(BASE, [FILE], () => {});
    await expect(fetching).rejects.toMatchObject({
      kind: 'corrupt',
      message: expect.stringMatching(message),
    });
  });

  it('says when a file is not there', async () => {
    fetched.mockResolvedValueOnce(new Response('', { status: 404 }));
    await expect(fetchFiles(BASE, [FILE], () => {})).rejects.toMatchObject({
      kind: 'network',
      message: '/model/weights-0a1b2c3d.bin: the server answered 404',
    });
  });

  it('says when the connection breaks half way', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(CONTENT.slice(0, 4));
        controller.error(new TypeError('network error'));
      },
    });
    fetched.mockResolvedValueOnce(new Response(body));
    await expect(fetchFiles(BASE, [FILE], () => {})).rejects.toMatchObject({
      kind: 'network',
    });
  });
});

describe('fetchJson', () => {
  it('says when there is no connection', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(fetchJson(new URL('manifest.json', BASE))).rejects.toMatchObject({
      kind: 'network',
    });
  });

  it('says when a page came instead', async () => {
    fetched.mockResolvedValueOnce(new Response('<!doctype html>'));
    await expect(fetchJson(new URL('manifest.json', BASE))).rejects.toMatchObject({
      kind: 'corrupt',
    });
  });
});

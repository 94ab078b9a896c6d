import { expect, it, vi } from 'vitest';
import { PageEngine } from './page-engine';

vi.mock('./vision', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

const createCanvas = () => expect.unreachable('nothing is drawn');

it('blames the connection, not the device, where its code does not arrive', async () => {
  const loading = new PageEngine(createCanvas).load(
    { detector: '', follow: '', expression: '' },
    () => {},
  );
  await expect(loading).rejects.toMatchObject({ kind: 'network' });
});

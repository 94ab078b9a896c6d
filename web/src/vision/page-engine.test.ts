import { expect, it, vi } from 'vitest';
import { PageEngine } from './page-engine';

vi.mock('./vision', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

it('blames the connection, not the device, where its code does not arrive', async () => {
  const loading = new PageEngine().load(new URL('https://camxuc.test/'), () => {});
  await expect(loading).rejects.toMatchObject({ kind: 'network' });
});

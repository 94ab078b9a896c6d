// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { unsaved } from '../late/renew';
import { keepApp, type Update } from './service-worker';

const worker = () => Object.assign(new EventTarget(), { postMessage: vi.fn() });
const registration = Object.assign(new EventTarget(), {
  waiting: undefined as ReturnType<typeof worker> | undefined,
  installing: undefined as ReturnType<typeof worker> | undefined,
  update: vi.fn(async () => {}),
});
let container: EventTarget & { controller: unknown; register: () => Promise<unknown> };
const reload = vi.fn();

beforeEach(() => {
  registration.waiting = undefined;
  registration.installing = undefined;
  container = Object.assign(new EventTarget(), {
    controller: {} as unknown,
    register: async () => registration,
  });
  vi.stubGlobal('navigator', { serviceWorker: container });
  vi.stubGlobal('location', { reload });
});
afterEach(() => {
  vi.unstubAllGlobals();
  reload.mockReset();
});

it('announces a version that came while the page was open, and hands over when asked', async () => {
  const onUpdate = vi.fn<(update: Update) => void>();
  await keepApp(onUpdate);
  expect(onUpdate).not.toHaveBeenCalled();
  const next = worker();
  registration.installing = next;
  registration.dispatchEvent(new Event('updatefound'));
  registration.waiting = next;
  next.dispatchEvent(new Event('statechange'));
  expect(onUpdate).toHaveBeenCalledOnce();
  expect(next.postMessage).not.toHaveBeenCalled();
  onUpdate.mock.calls[0]?.[0]();
  expect(next.postMessage).toHaveBeenCalledWith({ type: 'SKIP_WAITING' });
  container.dispatchEvent(new Event('controllerchange'));
  expect(reload).toHaveBeenCalledOnce();
});

it('takes nothing from the user where another tab asked for the update', async () => {
  const recorded = () => true;
  unsaved.add(recorded);
  await keepApp(() => {});
  container.dispatchEvent(new Event('controllerchange'));
  expect(reload).not.toHaveBeenCalled();
  unsaved.delete(recorded);
  container.dispatchEvent(new Event('controllerchange'));
  expect(reload).toHaveBeenCalledOnce();
});

it('says nothing and reloads nothing on the first visit', async () => {
  container.controller = undefined;
  registration.waiting = worker();
  const onUpdate = vi.fn();
  await keepApp(onUpdate);
  container.dispatchEvent(new Event('controllerchange'));
  expect(onUpdate).not.toHaveBeenCalled();
  expect(reload).not.toHaveBeenCalled();
});

it('does without where the browser has no service workers', async () => {
  vi.stubGlobal('navigator', {});
  await expect(keepApp(() => {})).resolves.toBeUndefined();
});

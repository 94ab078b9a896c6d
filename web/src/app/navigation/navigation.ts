import { useMemo, useSyncExternalStore } from 'react';
import { below, formatRoute, parseRoute, type Route } from './route';

/**
 * What the browser's history keeps with each entry: how many entries of this app lie below it.
 * Entries that the user typed have none.
 */
interface Entry {
  readonly depth: number;
}

const listeners = new Set<() => void>();
/** The browser is on its way back: another press must not go back twice. */
let leaving = false;

addEventListener('popstate', () => {
  leaving = false;
  announce();
});

/** Where the user is. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Opens a screen or a sheet; the browser's Back closes it. */
export function open(route: Route): void {
  const address = addressOf(route);
  if (address === addressOf(parseRoute(location.hash))) return;
  history.pushState({ depth: depth() + 1 } satisfies Entry, '', address);
  announce();
}

/** Puts a screen in place of the present one: Back does not lead here again. */
export function replace(route: Route): void {
  history.replaceState({ depth: depth() } satisfies Entry, '', addressOf(route));
  announce();
}

/** Closes what is open, as the browser's Back does; never leaves the app. */
export function close(): void {
  if (leaving) return;
  if (depth() === 0) {
    replace(below(parseRoute(location.hash)));
    return;
  }
  leaving = true;
  history.back();
}

/** Leaves a screen, with what is open over it; never leaves the app. */
export function closeScreen(): void {
  if (leaving) return;
  const steps = parseRoute(location.hash).sheet ? 2 : 1;
  if (depth() < steps) {
    replace({ screen: 'start' });
    return;
  }
  leaving = true;
  history.go(-steps);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  for (const listener of listeners) listener();
}

function depth(): number {
  const entry: unknown = history.state;
  return (entry as Entry | null)?.depth ?? 0;
}

function addressOf(route: Route): string {
  return location.pathname + location.search + formatRoute(route);
}

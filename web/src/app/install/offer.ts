import { platformOf } from '../platform';

/** Chrome's event, which TypeScript does not know. */
interface InstallPrompt extends Event {
  /** Shows the browser's own question; may be called once. */
  prompt(): Promise<unknown>;
}

/**
 * How the app can be installed: by the browser's own question, or by hand in the share menu of an
 * iPhone or iPad.
 */
export type Way = 'prompt' | 'ios';

const STORAGE_KEY = 'camxuc.install';

let waiting: InstallPrompt | undefined;
let installed = false;
/** What holds where nothing can be stored. */
let memory: string | null = null;
const listeners = new Set<() => void>();

addEventListener('beforeinstallprompt', (event) => {
  // The browser's own banner would come before the user knows the app.
  event.preventDefault();
  waiting = event as InstallPrompt;
  announce();
});
addEventListener('appinstalled', () => {
  installed = true;
  announce();
});

/** The user has used the app well for a while: from now on it may be offered. */
export function earnOffer(): void {
  if (!recall()) remember('earned');
}

/** The user does not want it: it is not offered again. */
export function declineOffer(): void {
  remember('declined');
}

/** @returns how to install the app, where it may be offered. */
export function offeredWay(): Way | undefined {
  return recall() === 'earned' ? possibleWay() : undefined;
}

/** Lets the browser ask. */
export async function install(): Promise<void> {
  const prompt = waiting;
  waiting = undefined;
  announce();
  await prompt?.prompt();
}

/** @returns a function that ends the calls. */
export function onOffer(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function possibleWay(): Way | undefined {
  if (installed || matchMedia('(display-mode: standalone)').matches) return undefined;
  // Safari's own sign of an app on the home screen.
  if ('standalone' in navigator && navigator.standalone) return undefined;
  if (waiting) return 'prompt';
  return platformOf(navigator) === 'ios' ? 'ios' : undefined;
}

function recall(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? memory;
  } catch {
    return memory;
  }
}

function remember(answer: 'earned' | 'declined'): void {
  memory = answer;
  try {
    localStorage.setItem(STORAGE_KEY, answer);
  } catch {
    // Storage may be full or forbidden: it holds until the page closes.
  }
  announce();
}

function announce(): void {
  for (const listener of listeners) listener();
}

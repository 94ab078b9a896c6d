export type Screen = 'start' | 'live' | 'photo';

/** What opens over a screen; `frozen` is the live view with its film stopped. */
export type SheetName = 'settings' | 'timeline' | 'about' | 'frozen';

/** Where the user is: a screen, and what is open over it. */
export interface Route {
  readonly screen: Screen;
  readonly sheet?: SheetName;
}

/** The sheets of each screen. */
const SHEETS: Readonly<Record<Screen, readonly SheetName[]>> = {
  start: ['settings', 'about'],
  live: ['settings', 'timeline', 'about', 'frozen'],
  photo: [],
};
const SCREENS = Object.keys(SHEETS) as Screen[];

/**
 * Reads an address such as `#live`, `#live/timeline` or `#settings`. A sheet alone opens over the
 * first screen that has it; what is unknown leads to the start.
 *
 * @param hash - with or without its `#`.
 */
export function parseRoute(hash: string): Route {
  const [first = '', second = ''] = hash.replace(/^#\/?/, '').split('/');
  const named = SCREENS.find((screen) => screen === first);
  const wanted = named ? second : first;
  const screen = named ?? SCREENS.find((each) => SHEETS[each].some((sheet) => sheet === wanted));
  if (!screen) return { screen: 'start' };
  const sheet = SHEETS[screen].find((each) => each === wanted);
  return sheet ? { screen, sheet } : { screen };
}

/** The address of a route, '' for the start. */
export function formatRoute({ screen, sheet }: Route): string {
  const parts = [screen === 'start' ? undefined : screen, sheet].filter(Boolean);
  return parts.length > 0 ? `#${parts.join('/')}` : '';
}

/** What is left when a route is closed: the screen below its sheet, or the start. */
export function below({ screen, sheet }: Route): Route {
  return { screen: sheet ? screen : 'start' };
}

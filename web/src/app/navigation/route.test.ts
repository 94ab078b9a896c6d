import { expect, it } from 'vitest';
import { below, formatRoute, parseRoute, type Route } from './route';

const routes: [string, Route][] = [
  ['', { screen: 'start' }],
  ['#settings', { screen: 'start', sheet: 'settings' }],
  ['#live', { screen: 'live' }],
  ['#live/settings', { screen: 'live', sheet: 'settings' }],
  ['#live/frozen', { screen: 'live', sheet: 'frozen' }],
  ['#live/timeline', { screen: 'live', sheet: 'timeline' }],
  ['#photo', { screen: 'photo' }],
];

it.each(routes)('reads and writes %j', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
  expect(formatRoute(route)).toBe(hash);
});

it('opens a sheet over the screen that has it', () => {
  expect(parseRoute('#timeline')).toEqual({ screen: 'live', sheet: 'timeline' });
});

it.each(['#', '#nowhere', '#start', '#constructor', '#/', '#%E0%A4%A', '#live2'])(
  'leads from %s to the start',
  (hash) => expect(parseRoute(hash)).toEqual({ screen: 'start' }),
);

it('leaves out what a screen does not have', () => {
  expect(parseRoute('#live/nowhere')).toEqual({ screen: 'live' });
  expect(parseRoute('#photo/timeline')).toEqual({ screen: 'photo' });
});

it('closes the sheet first, then the screen', () => {
  expect(below({ screen: 'live', sheet: 'timeline' })).toEqual({ screen: 'live' });
  expect(below({ screen: 'live' })).toEqual({ screen: 'start' });
});

import { expect, it } from 'vitest';
import { overlap, placeLabel } from './label-placement';

const ROOM = { x: 0, y: 0, width: 390, height: 844 };
const LABEL = { width: 120, height: 32 };
const FACE = { x: 100, y: 300, width: 160, height: 160 };

it('lies above the hair, in the middle', () => {
  expect(placeLabel(FACE, LABEL, ROOM, [])).toEqual({ x: 120, y: 196, candidate: 0 });
});

it('lies below the chin of a face at the top, never under a notch', () => {
  const room = { ...ROOM, y: 59, height: 785 };
  const at = placeLabel({ ...FACE, y: 70 }, LABEL, room, []);
  expect(at?.y).toBeGreaterThan(70 + 160);
});

it.each([-60, 120, 380])('never leaves the view sideways, at %i', (x) => {
  const at = placeLabel({ ...FACE, x }, LABEL, ROOM, []);
  expect(at?.x).toBeGreaterThanOrEqual(0);
  expect((at?.x ?? 999) + LABEL.width).toBeLessThanOrEqual(ROOM.width);
});

it('never lies on bars, buttons or other labels', () => {
  const bars = { x: 10, y: 500, width: 370, height: 344 };
  const other = { x: 90, y: 180, width: 200, height: 60 };
  for (let y = -100; y < 800; y += 20) {
    for (let x = -50; x < 400; x += 25) {
      const at = placeLabel({ ...FACE, x, y }, LABEL, ROOM, [bars, other]);
      if (!at) continue;
      const place = { ...at, ...LABEL };
      expect(overlap(place, bars) || overlap(place, other)).toBe(false);
      expect(at.y).toBeGreaterThanOrEqual(0);
      expect(at.y + LABEL.height).toBeLessThanOrEqual(ROOM.height);
    }
  }
});

it('avoids other faces where it can', () => {
  const other = { x: 110, y: 120, width: 100, height: 100 };
  const at = placeLabel(FACE, LABEL, ROOM, [], [other]);
  expect(at && overlap({ ...at, ...LABEL }, other)).toBe(false);
});

it('lies on its own face only where there is no other place', () => {
  const near = { x: 280, y: 250, width: 100, height: 100 };
  const crowd = [
    { x: 0, y: 0, width: 390, height: 290 },
    { x: 0, y: 470, width: 390, height: 374 },
    { x: 0, y: 290, width: 98, height: 180 },
  ];
  const at = placeLabel({ ...FACE, width: 60 }, LABEL, ROOM, crowd, [near]);
  expect(at && overlap({ ...at, ...LABEL }, { ...FACE, width: 60 })).toBe(false);
});

it('moves aside for a column of buttons', () => {
  const buttons = { x: 330, y: 0, width: 60, height: 844 };
  const face = { x: 240, y: 300, width: 80, height: 80 };
  const at = placeLabel(face, LABEL, ROOM, [buttons]);
  expect(at).toMatchObject({ x: 200 });
  expect(at?.y).toBeLessThan(300);
});

it('has no place where all is taken', () => {
  expect(placeLabel(FACE, LABEL, ROOM, [ROOM])).toBeUndefined();
});

it('does not jump to and fro while a face trembles at the edge of the room', () => {
  const edge = 104;
  const places = new Set<number | undefined>();
  let previous = placeLabel({ ...FACE, y: edge - 2 }, LABEL, ROOM, [])?.candidate;
  for (let i = 0; i < 20; i++) {
    const face = { ...FACE, y: edge + (i % 2 ? 3 : -3) };
    previous = placeLabel(face, LABEL, ROOM, [], [], previous)?.candidate;
    places.add(previous);
  }
  expect(places.size).toBe(1);
});

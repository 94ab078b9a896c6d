import { describe, expect, it } from 'vitest';
import { placeLabel, toView } from './overlay-geometry';

const FILM = { width: 640, height: 480 };

describe('toView', () => {
  it('mirrors a film that fits exactly', () => {
    const box = { x: 100, y: 50, width: 40, height: 60 };
    expect(toView(box, FILM, FILM, true)).toEqual({ x: 500, y: 50, width: 40, height: 60 });
  });

  it('keeps the middle in the middle in any view', () => {
    const middle = { x: 300, y: 220, width: 40, height: 40 };
    for (const view of [
      { width: 390, height: 844 },
      { width: 844, height: 390 },
      { width: 1280, height: 800 },
    ]) {
      const box = toView(middle, FILM, view, true);
      expect(box.x + box.width / 2).toBeCloseTo(view.width / 2);
      expect(box.y + box.height / 2).toBeCloseTo(view.height / 2);
    }
  });

  it('cuts off the sides in portrait, as cover does', () => {
    const view = { width: 390, height: 844 };
    const scale = 844 / 480;
    const box = toView({ x: 0, y: 0, width: 640, height: 480 }, FILM, view, true);
    expect(box.y).toBeCloseTo(0);
    expect(box.height).toBeCloseTo(844);
    expect(box.width).toBeCloseTo(640 * scale);
    expect(box.x).toBeCloseTo((390 - 640 * scale) / 2);
  });

  it('cuts off top and bottom in a wide view', () => {
    const view = { width: 1280, height: 720 };
    const box = toView({ x: 0, y: 60, width: 320, height: 360 }, FILM, view, true);
    expect(box).toEqual({ x: 640, y: 0, width: 640, height: 720 });
  });
});

it('leaves a film that is not mirrored as it is', () => {
  const box = { x: 100, y: 50, width: 40, height: 60 };
  expect(toView(box, FILM, FILM, false)).toEqual(box);
});

describe('placeLabel', () => {
  const view = { width: 390, height: 844 };
  const label = { width: 120, height: 32 };

  it('centres the label above the box', () => {
    const box = { x: 100, y: 300, width: 160, height: 160 };
    expect(placeLabel(box, label, view)).toEqual({ x: 120, y: 260 });
  });

  it('moves inside a box that touches the top', () => {
    const box = { x: 100, y: 10, width: 160, height: 160 };
    expect(placeLabel(box, label, view)).toEqual({ x: 120, y: 18 });
  });

  it('never leaves the view', () => {
    for (const x of [-100, 380]) {
      const at = placeLabel({ x, y: -200, width: 50, height: 50 }, label, view);
      expect(at.x).toBeGreaterThanOrEqual(0);
      expect(at.x + label.width).toBeLessThanOrEqual(view.width);
      expect(at.y).toBeGreaterThanOrEqual(0);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { toView, visiblePart } from './overlay-geometry';

const FILM = { width: 640, height: 480 };
const PLAIN = { film: FILM, view: FILM, whole: false, mirrored: true };

describe('toView', () => {
  it('mirrors a film that fits exactly', () => {
    const box = { x: 100, y: 50, width: 40, height: 60 };
    expect(toView(box, PLAIN)).toEqual({ x: 500, y: 50, width: 40, height: 60 });
    expect(toView(box, { ...PLAIN, mirrored: false })).toEqual(box);
  });

  it('keeps the middle in the middle in any view', () => {
    const middle = { x: 300, y: 220, width: 40, height: 40 };
    for (const view of [
      { width: 390, height: 844 },
      { width: 844, height: 390 },
      { width: 1280, height: 800 },
    ]) {
      for (const whole of [true, false]) {
        const box = toView(middle, { ...PLAIN, view, whole });
        expect(box.x + box.width / 2).toBeCloseTo(view.width / 2);
        expect(box.y + box.height / 2).toBeCloseTo(view.height / 2);
      }
    }
  });

  it('cuts off the sides in portrait', () => {
    const view = { width: 390, height: 844 };
    const box = toView({ x: 0, y: 0, ...FILM }, { ...PLAIN, view });
    expect(box.y).toBeCloseTo(0);
    expect(box.height).toBeCloseTo(844);
    expect(box.x).toBeCloseTo((390 - (640 * 844) / 480) / 2);
  });

  it('shows the whole film where that is wanted', () => {
    const view = { width: 390, height: 844 };
    const box = toView({ x: 0, y: 0, ...FILM }, { ...PLAIN, view, whole: true });
    expect(box.x).toBeCloseTo(0);
    expect(box.width).toBeCloseTo(390);
    expect(box.height).toBeCloseTo(292.5);
  });
});

describe('visiblePart', () => {
  it.each([
    { width: 390, height: 844 },
    { width: 844, height: 390 },
    { width: 333, height: 777 },
    { width: 1280, height: 721 },
    { width: 640, height: 480 },
  ])('is what a view of $width x $height shows, in even pixels', (view) => {
    for (const film of [FILM, { width: 1280, height: 720 }, { width: 720, height: 1280 }]) {
      const part = visiblePart(film, view, false);
      for (const value of Object.values(part)) expect(value % 2).toBe(0);
      const shown = toView(part, { film, view, whole: false, mirrored: false });
      const pixel = Math.max(view.width / film.width, view.height / film.height);
      expect(shown.x).toBeLessThanOrEqual(0.01);
      expect(shown.x).toBeGreaterThan(-2 * pixel);
      expect(shown.y).toBeLessThanOrEqual(0.01);
      expect(shown.y).toBeGreaterThan(-2 * pixel);
    }
  });

  it('is all of the film where it is shown whole', () => {
    const part = visiblePart(FILM, { width: 390, height: 844 }, true);
    expect(part).toEqual({ x: 0, y: 0, ...FILM });
  });

  it('is all of the film while the view has no size', () => {
    expect(visiblePart(FILM, { width: 0, height: 0 }, false)).toEqual({ x: 0, y: 0, ...FILM });
  });
});

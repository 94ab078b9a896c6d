// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Keypoints } from '../vision';
import { Overlay, type Sight } from './overlay';

/** Milliseconds: some display frames. */
const PAUSE = 100;

let layer: HTMLElement;
let overlay: Overlay;
let picked: number[];

function sight(x: number, confidence: number, emotion = 'happiness', id = 1): Sight {
  const point = { x, y: 100 };
  const keypoints = Array(6).fill(point) as unknown as Keypoints;
  const box = { x, y: 100, width: 90, height: 90 };
  const probabilities = [0.1, 0.9];
  const face = { id, box, keypoints, probabilities, emotion, confidence, certain: true };
  return { faces: [face], width: 640, height: 480 };
}

const text = () => layer.querySelector('.face-text')?.textContent;
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

beforeEach(() => {
  layer = document.createElement('div');
  document.body.append(layer);
  Object.defineProperties(layer, { clientWidth: { value: 640 }, clientHeight: { value: 480 } });
  picked = [];
  overlay = new Overlay(layer, {
    emotions: () => ['neutral', 'happiness'],
    describe: ({ emotion, confidence }) => `${emotion} ${confidence}`,
    nameOf: ({ id }) => `face ${id}`,
    taken: () => [],
    onPick: (face) => picked.push(face),
  });
});

afterEach(() => {
  overlay.close();
  layer.remove();
});

describe('overlay', () => {
  it('touches the page only when a box has visibly moved', async () => {
    overlay.update(sight(200, 0.9), 1);
    await pause();
    let touched = 0;
    const observer = new MutationObserver((changes) => {
      touched += changes.length;
    });
    observer.observe(layer, { attributes: true, childList: true, subtree: true });
    overlay.update(sight(200.1, 0.9), 1);
    await pause();
    expect(touched).toBe(0);
    overlay.update(sight(240, 0.9), 1);
    await pause();
    expect(touched).toBeGreaterThan(0);
    observer.disconnect();
  });

  it('shows another emotion at once, another figure when it can be read', async () => {
    overlay.update(sight(200, 0.9), 1);
    overlay.update(sight(200, 0.8), 1);
    expect(text()).toBe('happiness 0.9');
    overlay.update(sight(200, 0.7, 'sadness'), 1);
    expect(text()).toBe('sadness 0.7');
    await new Promise((resolve) => setTimeout(resolve, 300));
    overlay.update(sight(200, 0.6, 'sadness'), 1);
    expect(text()).toBe('sadness 0.6');
  });

  it('gives each face its number, and each of several a button and small bars', () => {
    const [one] = sight(100, 0.9).faces;
    const [two] = sight(400, 0.8, 'neutral', 2).faces;
    if (!one || !two) throw new Error('two faces');
    const buttons = () => [...layer.querySelectorAll<HTMLButtonElement>('button:not([hidden])')];
    overlay.update({ faces: [one], width: 640, height: 480 }, 1);
    expect(layer.querySelector('.face-number')?.textContent).toBe('1');
    expect(buttons()).toEqual([]);
    overlay.update({ faces: [one, two], width: 640, height: 480 }, 1);
    expect(buttons().map((button) => button.getAttribute('aria-label'))).toEqual([
      'face 1',
      'face 2',
    ]);
    expect(buttons().map((button) => button.getAttribute('aria-pressed'))).toEqual([
      'true',
      'false',
    ]);
    expect(layer.querySelectorAll('.face-bars:not([hidden]) i')).toHaveLength(4);
    buttons()[1]?.click();
    expect(picked).toEqual([2]);
    overlay.update({ faces: [two], width: 640, height: 480 }, 2);
    expect(buttons()).toEqual([]);
    expect(layer.querySelectorAll('.face-box')).toHaveLength(1);
  });
});

// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Keypoints } from '../vision/face-reading';
import type { Analysis } from '../vision/vision';
import { Overlay } from './overlay';

/** Milliseconds: some display frames. */
const PAUSE = 100;

let layer: HTMLElement;
let overlay: Overlay;

function analysis(x: number, confidence: number, emotion = 'happiness'): Analysis {
  const point = { x, y: 100 };
  const keypoints = Array(6).fill(point) as unknown as Keypoints;
  const box = { x, y: 100, width: 90, height: 90 };
  const face = { id: 1, box, keypoints, probabilities: [], emotion, confidence, certain: true };
  const timings = { detect: 0, classify: 0 };
  return { faces: [face], width: 640, height: 480, timings, tensors: 0 };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

beforeEach(() => {
  layer = document.createElement('div');
  document.body.append(layer);
  Object.defineProperties(layer, { clientWidth: { value: 640 }, clientHeight: { value: 480 } });
  overlay = new Overlay(layer, ({ emotion, confidence }) => `${emotion} ${confidence}`);
});

afterEach(() => {
  overlay.close();
  layer.remove();
});

describe('overlay', () => {
  it('touches the page only when a box has visibly moved', async () => {
    overlay.update(analysis(200, 0.9));
    await pause();
    let touched = 0;
    const observer = new MutationObserver((changes) => {
      touched += changes.length;
    });
    observer.observe(layer, { attributes: true, childList: true, subtree: true });
    overlay.update(analysis(200.1, 0.9));
    await pause();
    expect(touched).toBe(0);
    overlay.update(analysis(240, 0.9));
    await pause();
    expect(touched).toBeGreaterThan(0);
    observer.disconnect();
  });

  it('shows another emotion at once, another figure when it can be read', async () => {
    overlay.update(analysis(200, 0.9));
    overlay.update(analysis(200, 0.8));
    expect(layer.textContent).toBe('happiness 0.9');
    overlay.update(analysis(200, 0.7, 'sadness'));
    expect(layer.textContent).toBe('sadness 0.7');
    await new Promise((resolve) => setTimeout(resolve, 300));
    overlay.update(analysis(200, 0.6, 'sadness'));
    expect(layer.textContent).toBe('sadness 0.6');
  });
});

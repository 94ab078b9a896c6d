// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Analysis, FaceReading } from '../../vision';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15';

let offer: typeof import('./offer');
let minute: typeof import('./use-good-minute');

beforeEach(async () => {
  localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  // Each test has a page of its own.
  vi.resetModules();
  offer = await import('./offer');
  minute = await import('./use-good-minute');
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What Chrome fires when the app can be installed. */
function propose() {
  const prompt = vi.fn(async () => {});
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
  dispatchEvent(event);
  return { event, prompt };
}

describe('the offer to install', () => {
  it('holds back the banner of the browser', () => {
    expect(propose().event.defaultPrevented).toBe(true);
  });

  it('comes once the browser can and the user knows the app, never before', () => {
    expect(offer.offeredWay()).toBeUndefined();
    propose();
    expect(offer.offeredWay()).toBeUndefined();
    offer.earnOffer();
    expect(offer.offeredWay()).toBe('prompt');
  });

  it('asks through the browser, once', async () => {
    const { prompt } = propose();
    offer.earnOffer();
    await offer.install();
    expect(prompt).toHaveBeenCalledOnce();
    expect(offer.offeredWay()).toBeUndefined();
  });

  it('does not come again once it was declined, on the next visit neither', async () => {
    propose();
    offer.earnOffer();
    offer.declineOffer();
    offer.earnOffer();
    expect(offer.offeredWay()).toBeUndefined();
    vi.resetModules();
    offer = await import('./offer');
    propose();
    expect(offer.offeredWay()).toBeUndefined();
  });

  it('tells how on an iPhone, which has no question of its own', () => {
    vi.stubGlobal('navigator', { userAgent: IPHONE, maxTouchPoints: 5, standalone: false });
    offer.earnOffer();
    expect(offer.offeredWay()).toBe('ios');
    vi.stubGlobal('navigator', { userAgent: IPHONE, maxTouchPoints: 5, standalone: true });
    expect(offer.offeredWay()).toBeUndefined();
  });

  it('does not come inside the installed app', () => {
    propose();
    offer.earnOffer();
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    expect(offer.offeredWay()).toBeUndefined();
  });

  it('works where nothing can be stored', () => {
    const denied = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: denied, setItem: denied });
    propose();
    offer.earnOffer();
    expect(offer.offeredWay()).toBe('prompt');
    offer.declineOffer();
    expect(offer.offeredWay()).toBeUndefined();
  });
});

describe('a good minute', () => {
  const analysis = { current: undefined as Analysis | undefined };
  const faces = [{ id: 1 } as FaceReading];

  /** Lets seconds go by, each with a new analysis. */
  function pass(seconds: number, seen: readonly FaceReading[]): void {
    for (let second = 0; second < seconds; second++) {
      analysis.current = { faces: seen } as Analysis;
      act(() => vi.advanceTimersByTime(1000));
    }
  }

  beforeEach(() => {
    vi.useFakeTimers();
    analysis.current = undefined;
    propose();
    renderHook(() => minute.useGoodMinute(analysis));
  });

  it('is one in which faces were read', () => {
    pass(59, faces);
    pass(100, []);
    expect(offer.offeredWay()).toBeUndefined();
    pass(1, faces);
    expect(offer.offeredWay()).toBe('prompt');
  });

  it('does not go on while the film stands still', () => {
    pass(30, faces);
    act(() => vi.advanceTimersByTime(100_000));
    expect(offer.offeredWay()).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { looksAway, nextCamera } from './cameras';

function stream(settings: MediaTrackSettings): MediaStream {
  const track = { getSettings: () => settings };
  return { getVideoTracks: () => [track] } as unknown as MediaStream;
}

const cameras = ['a', 'b', 'c'].map((id) => ({ id, label: `camera ${id}` }));

describe('nextCamera', () => {
  it('turns a phone from its front to its back and round again, however many lenses it has', () => {
    expect(nextCamera(stream({ facingMode: 'user', deviceId: 'a' }), cameras)).toEqual({
      facing: 'environment',
    });
    expect(nextCamera(stream({ facingMode: 'environment', deviceId: 'c' }), cameras)).toEqual({
      facing: 'user',
    });
  });

  it('goes round the webcams of a computer', () => {
    expect(nextCamera(stream({ deviceId: 'a' }), cameras)).toEqual({ device: 'b' });
    expect(nextCamera(stream({ deviceId: 'c' }), cameras)).toEqual({ device: 'a' });
  });

  it('offers nothing where there is one camera', () => {
    expect(nextCamera(stream({ facingMode: 'user' }), cameras.slice(0, 1))).toBeUndefined();
  });
});

it('takes a webcam that does not say for one that looks at the user', () => {
  expect(looksAway(stream({}))).toBe(false);
  expect(looksAway(stream({ facingMode: 'environment' }))).toBe(true);
});

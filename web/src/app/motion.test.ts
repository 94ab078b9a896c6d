import { expect, it } from 'vitest';
import { Motion } from './motion';

const at = (x: number) => ({ x, y: 0, width: 10, height: 10 });

it('glides to a new reading within the time between the last two', () => {
  const motion = new Motion(at(0), 0);
  motion.aim(at(30), 60);
  expect(motion.at(60).x).toBe(0);
  expect(motion.at(90).x).toBeCloseTo(15);
  expect(motion.at(120).x).toBe(30);
  expect(motion.at(500).x).toBe(30);
});

it('goes on from where it is when a reading comes early', () => {
  const motion = new Motion(at(0), 0);
  motion.aim(at(30), 60);
  motion.aim(at(60), 90);
  expect(motion.at(90).x).toBeCloseTo(15);
  expect(motion.at(120).x).toBe(60);
});

it('catches up quickly after a long pause', () => {
  const motion = new Motion(at(0), 0);
  motion.aim(at(30), 5000);
  expect(motion.at(5150).x).toBe(30);
});

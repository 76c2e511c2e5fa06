import { worldOf } from './world.js';
import type { Act, World } from './world.js';

const WORLDS = new WeakMap<readonly Act[], World>();

/**
 * What every accepted act comes to: each list of acts is gone through once, however often it is asked for. Whoever
 * changes the world asks for `worldOf`.
 */
export function knownWorldOf(acts: readonly Act[]): World {
  const world = WORLDS.get(acts) ?? worldOf(acts);
  WORLDS.set(acts, world);
  return world;
}

import { setTimeout as pause } from 'node:timers/promises';
import { backOffMs } from './connection.js';

/** Longest pause between two looks. */
const PAUSE_MAX_MS = 200;

/**
 * Asks for a stream's size until it is what the server has refused an append by: that counts what others have under
 * way, which is not shown before it is on the disks of a majority, and whoever decided anew by less would be refused
 * again at once. Where it never comes (another leader) it is asked for no longer than `timeoutMs`.
 */
export const sizeShown = async (
  ask: () => Promise<number>,
  isShown: (size: number) => boolean,
  timeoutMs: number,
): Promise<number> => {
  const until = Date.now() + timeoutMs;
  for (let attempt = 1; ; attempt += 1) {
    const size = await ask();
    if (isShown(size) || Date.now() >= until) return size;
    await pause(Math.min(backOffMs(attempt), PAUSE_MAX_MS));
  }
};

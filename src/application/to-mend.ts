import type { EntryName } from './list.js';

const TO_MEND: ReadonlySet<string> = new Set<EntryName>([
  'check',
  'backup',
  'restore',
  'checkAccessLog',
  'keys',
  'rescueLook',
  'rescue',
  'rescueAccessLook',
  'rescueAccess',
]);

/** Whether something is asked to find out what is wrong, or to mend it: it goes on whatever the acts of access are. */
export function isToMend(name: EntryName): boolean {
  return TO_MEND.has(name);
}

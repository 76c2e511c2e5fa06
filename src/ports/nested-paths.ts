import { realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

/** Whether a path is a folder, or lies in it, links followed; both absolute, and neither need be there. */
export function liesIn(path: string, folder: string): boolean {
  return `${realPathOf(path)}${sep}`.startsWith(`${realPathOf(folder)}${sep}`);
}

/** With links followed as far as the path is there; what a pipe's link leads to is nowhere. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPathOf(parent), basename(path));
  }
}

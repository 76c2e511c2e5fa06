import { hash } from 'node:crypto';
import { actIn, remarksOf, saltOf } from '../../events/acts/remarks.js';
import type { KeptAct, RemarkHash } from '../../events/acts/remarks.js';
import { canonicalJson } from '../../events/wire/canonical.js';

/**
 * The body with the hash of each remark in place of its text and salt: what is hashed of an act, and what is kept of it
 * when its remarks are erased.
 */
export function withoutRemarks(body: string): string {
  return canonicalJson(actWithoutRemarks(actIn(body)));
}

/** The same of an act that was read. */
export function actWithoutRemarks(act: KeptAct): KeptAct {
  const remarks = remarksOf(act);
  if (remarks.length === 0) return act;
  const salts = new Set(remarks.map(saltOf));
  const kept = Object.entries(act)
    .filter(([name]) => !salts.has(name))
    .map(([name, value]): readonly [string, unknown] => [
      name,
      remarks.includes(name) ? remarkHash(act, name) : value,
    ]);
  return Object.fromEntries<unknown>(kept);
}

/** Acts from before salts were kept have none: then it is the hash of the text alone. */
function remarkHash(act: KeptAct, name: string): RemarkHash {
  const salt = act[saltOf(name)];
  const bytes = Buffer.concat([
    Buffer.from(typeof salt === 'string' ? salt : '', 'hex'),
    Buffer.from(String(act[name]), 'utf8'),
  ]);
  return { sha256: hash('sha256', bytes, 'hex') };
}

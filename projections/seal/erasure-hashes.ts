import { createHash } from 'node:crypto';
import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { canonicalJson } from '../../events/wire/canonical.js';

/** The SHA-256 of a record's id, under which it is found when it is erased. */
export function hashOfId(id: string): Uint8Array {
  return createHash('sha256').update(id, 'utf8').digest();
}

/** What a plan of an erasure is known by. */
interface PlannedErasure {
  readonly firstMonth: Month;
  readonly cut: number;
}

/**
 * The SHA-256 by which a plan is known, 64 hexadecimal digits.
 *
 * @param erased - ranges of positions, both ends included, in order
 */
export function planHash(
  county: County,
  { firstMonth, cut }: PlannedErasure,
  erased: readonly (readonly [first: number, last: number])[],
): string {
  const plan = canonicalJson({ county, firstMonth: formatMonth(firstMonth), cut, erased });
  return createHash('sha256').update(plan, 'utf8').digest('hex');
}

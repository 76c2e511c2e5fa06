import type { Day } from '../../events/values/day.js';
import { Register } from './register.js';
import type { StateReader, StateWriter } from './state-numbers.js';

interface Stay {
  readonly from: Day;
  readonly position: number;
  /** The day of removal, the first day on which it is no member; Infinity while it is one. */
  to: number;
}

/** A child's membership of one case: stays that lasted at least one day, and perhaps one that goes on. */
export interface Member {
  readonly child: number;
  readonly stays: Stay[];
}

/** The children of a case (rules.md 1 Intervals, 6). Fed in business order. */
export class CaseMembers {
  private readonly byChild = new Register<Member>(unknownMember);

  get all(): readonly Member[] {
    return this.byChild.all;
  }

  added(child: number, day: Day, position: number): void {
    const member = this.byChild.of(child);
    if (member.stays.at(-1)?.to === Infinity) return;
    member.stays.push({ from: day, position, to: Infinity });
  }

  removed(child: number, day: Day): void {
    const { stays } = this.byChild.of(child);
    const stay = stays.at(-1);
    if (stay?.to !== Infinity) return;
    if (day > stay.from) stay.to = day;
    else stays.pop();
  }

  save(to: StateWriter): void {
    to.put(this.all.length);
    for (const { child, stays } of this.all) {
      to.put(child, stays.length);
      for (const stay of stays) to.put(stay.from, stay.position, stay.to);
    }
  }

  restore(from: StateReader): void {
    for (let left = from.next(); left > 0; left -= 1) {
      const { stays } = this.byChild.of(from.next());
      for (let more = from.next(); more > 0; more -= 1) {
        const day = from.next() as Day; // saved from a Day
        stays.push({ from: day, position: from.next(), to: from.next() });
      }
    }
  }
}

function unknownMember(child: number): Member {
  return { child, stays: [] };
}

/** A member at the end of the last day fed. */
export function isMember({ stays }: Member): boolean {
  // Asked for every child and month: without the call that `at` is.
  return stays[stays.length - 1]?.to === Infinity;
}

/** The record that made the child a member last; 0 if it never was one for a day. */
export function memberPosition(member: Member): number {
  return member.stays.at(-1)?.position ?? 0;
}

/**
 * Whether the child was a member on at least one day since `firstDay` on which the case was open;
 * answers the position of that stay, 0 if not. Spans end with the closing day, stays the day
 * before the removal.
 */
export function memberWhileOpen(
  member: Member,
  openSpans: readonly { readonly from: number; readonly to: number }[],
  firstDay: Day,
): number {
  for (let s = member.stays.length - 1; s >= 0; s -= 1) {
    const stay = member.stays[s]!;
    if (stay.to <= firstDay) continue;
    for (const span of openSpans) {
      const from = Math.max(stay.from, span.from, firstDay);
      const to = Math.min(stay.to - 1, span.to);
      if (from <= to) return stay.position;
    }
  }
  return 0;
}

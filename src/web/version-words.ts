import { civilDayOf } from '../../events/values/civil-day.js';
import type { Day } from '../../events/values/day.js';
import type { Month } from '../../events/values/month.js';
import { daysLate, dueDay, kindOf, latestOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import type { Tone } from './components/status-tag.js';
import { counted } from './words.js';

/** The state of a version or of a month, in words with a colour beside. */
export interface StatusWords {
  readonly text: string;
  readonly tone: Tone;
}

/** A version's own state. */
export function statusOfVersion({ decision }: Version): StatusWords {
  switch (decision.state) {
    case 'submitted':
      return { text: 'submitted', tone: 'waiting' };
    case 'approved':
      return { text: 'approved', tone: 'good' };
    case 'returned':
      return { text: 'returned', tone: 'bad' };
  }
}

/** How a month stands: its latest version, or that it has none. */
export interface MonthStanding {
  readonly status: StatusWords;
  readonly version: number | null;
  /** As `NEW` or `REVISED`; null where no version is. */
  readonly kind: 'NEW' | 'REVISED' | null;
  readonly due: Day;
  /** Whole days; 0 where it is not late. */
  readonly daysLate: number;
  /** In words; null where it is not late. */
  readonly late: string | null;
}

export function standingOfMonth(
  versions: readonly Version[],
  month: Month,
  today: Day,
): MonthStanding {
  const latest = latestOf(versions, month);
  const due = dueDay(month);
  const days = latest === null ? Math.max(0, today - due) : daysLate(latest, civilDayOf, today);
  return {
    status: latest === null ? { text: 'not submitted', tone: 'plain' } : statusOfVersion(latest),
    version: latest?.version ?? null,
    kind: latest === null ? null : kindOf(latest),
    due,
    daysLate: days,
    late: days === 0 ? null : `${counted(days, 'day')} late`,
  };
}

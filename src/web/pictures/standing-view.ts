import type { MonthStanding } from '../version-words.js';
import { counted } from '../words.js';

/** What months can be, the best first: the order in which they are drawn from below. */
export const STANDINGS = ['approved', 'submitted', 'returned', 'late', 'open'] as const;
export type Standing = (typeof STANDINGS)[number];

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  approved: 'approved',
  submitted: 'submitted',
  returned: 'returned',
  late: 'late, not submitted',
  open: 'not submitted yet',
};

/** How many counties stand how, in one month. */
export interface StandingOfMonth {
  readonly month: string;
  readonly counts: Readonly<Record<Standing, number>>;
}

/** How counties stand by month, the earliest first. */
export function standingsOf(
  months: readonly { readonly text: string }[],
  counties: readonly { readonly months: readonly { readonly standing: MonthStanding }[] }[],
): readonly StandingOfMonth[] {
  return months
    .map(({ text }, index) => {
      const counts = { approved: 0, submitted: 0, returned: 0, late: 0, open: 0 };
      for (const county of counties) {
        const standing = county.months[index]?.standing;
        if (standing !== undefined) counts[kindOfStanding(standing)] += 1;
      }
      return { month: text, counts };
    })
    .toReversed();
}

function kindOfStanding({ version, status, daysLate }: MonthStanding): Standing {
  if (version === null) return daysLate > 0 ? 'late' : 'open';
  return STANDINGS.find((standing) => standing === status.text) ?? 'submitted';
}

/** What is to be seen: the newest month, and how many months of counties are late in all. */
export function standingsSay(standings: readonly StandingOfMonth[]): string {
  const last = standings.at(-1);
  if (last === undefined) return 'There are no months.';
  const parts = STANDINGS.filter((standing) => last.counts[standing] > 0).map(
    (standing) => `${String(last.counts[standing])} ${STANDING_WORDS[standing]}`,
  );
  const late = standings.reduce((sum, { counts }) => sum + counts.late, 0);
  return `In ${last.month}: ${parts.join(', ')}. In all months shown ${counted(late, 'report')} late and not submitted.`;
}

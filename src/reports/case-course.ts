import type { CentsSum } from '../../events/values/cents-sum.js';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { windowOf } from '../../projections/month-window.js';
import { replay } from '../../projections/replay/replay.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { monthsOfCourse } from './course-months.js';
import type { SubjectKey } from './subject.js';
import { findSubject } from './subject-questions.js';
import { viewOfSubjects } from './view-of-ledger.js';

/** What was due, paid and owed in one month of a case, in cents, as the lines of Section F count it. */
export interface CaseMonthMoney {
  readonly month: Month;
  readonly due: CentsSum;
  readonly paidCurrent: CentsSum;
  readonly paidArrears: CentsSum;
  /** At the end of the month, with all adjustments. */
  readonly arrearsDue: CentsSum;
}

/** A case up to a month, as of a position; null is the ledger's size. */
export interface CaseCourseAsked {
  readonly county: County;
  readonly subject: SubjectKey;
  readonly month: Month;
  readonly asOf: number | null;
}

/** The money of a case month by month, without the months before its first record; of a child there is none. */
export function courseOfCase(
  ledgers: LedgerReaders,
  asked: CaseCourseAsked,
): Answer<readonly CaseMonthMoney[]> {
  const found = findSubject(ledgers, asked);
  if (found.kind !== 'done') return found;
  if (asked.subject.kind !== 'case') return done([]);
  const { file, asOf, number } = found.value;
  const months = monthsOfCourse(asked.month);
  const course: CaseMonthMoney[] = [];
  replay(
    viewOfSubjects(file, asOf, new Set([number])),
    { windows: months.map(windowOf), asOf, isTraced: false },
    {
      onCase: (index, _subject, c, fold) => {
        const month = months[index];
        if (month === undefined) return;
        course.push({
          month,
          due: c.dueInMonth,
          paidCurrent: c.currentPaidInMonth,
          paidArrears: c.arrearsPaidInMonth,
          arrearsDue: fold.money.arrearsDue,
        });
      },
      onChild: () => undefined,
    },
  );
  return done(course);
}

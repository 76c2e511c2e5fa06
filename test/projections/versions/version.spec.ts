import { formatDay, parseDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import { instantOfMs, parseInstant } from '../../../events/values/instant.js';
import { parseMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import type { ReportLines } from '../../../projections/form/report.js';
import type { ReportAct } from '../../../events/acts/report-acts.js';
import {
  refusedApproval,
  refusedByChecks,
  refusedReturn,
  refusedSubmission,
} from '../../../projections/versions/decide.js';
import {
  daysLate,
  dueDay,
  kindOf,
  latestOf,
  standingOf,
  standingVersions,
  versionsOf,
} from '../../../projections/versions/version.js';
import type { Version } from '../../../projections/versions/version.js';
import { civilDayOf } from '../../../events/values/civil-day.js';

const month = (text: string): Month => parseMonth(text) ?? (0 as Month);
const day = (text: string): Day => parseDay(text) ?? (0 as Day);
const at = (text: string): number => parseInstant(text) ?? 0;
const SEPTEMBER = month('2006-09');
const HASH = '0'.repeat(64);

function submitted(version: number, asOf: number, by = 'A. Ortiz', of = SEPTEMBER): ReportAct {
  const submission = {
    month: of,
    version,
    asOf,
    root: HASH,
    report: HASH,
    trail: HASH,
    form: '2005-10',
    edition: '2005-10.1',
    program: '0.1.0',
    lines: {} as ReportLines,
    comment: '',
  };
  return { kind: 'submitted', submission, by, at: instantOfMs(at('2006-10-10T18:00:00Z')) };
}

function approved(version: number, when = '2006-10-12T18:00:00Z', of = SEPTEMBER): ReportAct {
  const by = 'D. Rector';
  return {
    kind: 'approved',
    month: of,
    version,
    by,
    telephone: '555 0100',
    at: instantOfMs(at(when)),
  };
}

function returned(version: number): ReportAct {
  const reason = 'staff of line 30 missing';
  const by = 'DCSS review';
  return {
    kind: 'returned',
    month: SEPTEMBER,
    version,
    by,
    reason,
    at: instantOfMs(at('2006-10-13T18:00:00Z')),
  };
}

const versionAt = (versions: readonly Version[], number: number): Version => {
  const found = versions.find(({ version }) => version === number);
  if (found === undefined) throw new Error(`There is no version ${String(number)}.`);
  return found;
};

describe('versions of a month', () => {
  it('are submitted, then approved or returned', () => {
    const versions = versionsOf([
      submitted(1, 10),
      returned(1),
      submitted(2, 12),
      approved(2),
      submitted(3, 14),
    ]);
    expect(versions.map(({ decision }) => decision.state)).toEqual([
      'returned',
      'approved',
      'submitted',
    ]);
    expect(versions.map(kindOf)).toEqual(['NEW', 'REVISED', 'REVISED']);
    expect(latestOf(versions, SEPTEMBER)?.version).toBe(3);
    expect(standingOf(versions, SEPTEMBER)?.version).toBe(2);
    expect(latestOf(versions, month('2006-08'))).toBeNull();
    expect(standingOf(versionsOf([submitted(1, 10)]), SEPTEMBER)).toBeNull();
  });

  it('stand by month, in order of month', () => {
    const august = month('2006-08');
    const acts = [
      submitted(1, 10),
      submitted(1, 10, 'A. Ortiz', august),
      approved(1),
      approved(1, '2006-10-12T18:00:00Z', august),
    ];
    expect(standingVersions(versionsOf(acts)).map((version) => version.month)).toEqual([
      august,
      SEPTEMBER,
    ]);
  });

  it('cannot be decided on where there is none', () => {
    expect(() => versionsOf([approved(1)])).toThrow('no such version');
  });
});

describe('a submission is refused', () => {
  it('never as the first of its month', () => {
    expect(refusedSubmission([], SEPTEMBER, 1)).toBeNull();
  });

  it('while the version before it is undecided, even with a smaller as-of', () => {
    const versions = versionsOf([submitted(1, 10)]);
    expect(refusedSubmission(versions, SEPTEMBER, 10)?.code).toBe('UNDECIDED_VERSION');
    expect(refusedSubmission(versions, SEPTEMBER, 9)?.code).toBe('UNDECIDED_VERSION');
    expect(refusedSubmission(versions, month('2006-10'), 9)).toBeNull();
  });

  it.each([approved(1), returned(1)])(
    'with an as-of before the decided one ($kind)',
    (decision) => {
      const versions = versionsOf([submitted(1, 10), decision]);
      expect(refusedSubmission(versions, SEPTEMBER, 9)?.code).toBe('AS_OF_BACKWARDS');
      expect(refusedSubmission(versions, SEPTEMBER, 10)).toBeNull();
    },
  );

  it('by the edit checks that its report breaks, by name', () => {
    expect(refusedByChecks([])).toBeNull();
    const broken = [
      { check: '2 <= 1', column: 'b' as const, message: 'Column (b) breaks 2 <= 1.' },
    ];
    expect(refusedByChecks(broken)).toMatchObject({ code: 'EDIT_CHECK_FAILED' });
    expect(refusedByChecks(broken)?.message).toContain('2 <= 1');
  });
});

describe('a decision is refused', () => {
  const versions = versionsOf([submitted(1, 10), approved(1), submitted(2, 12, 'B. Chen')]);

  it('to the one who submitted, before anything else', () => {
    expect(refusedApproval(versions, versionAt(versions, 1), 'A. Ortiz')?.code).toBe('SAME_PERSON');
    expect(refusedApproval(versions, versionAt(versions, 2), ' b.  CHEN')?.code).toBe(
      'SAME_PERSON',
    );
  });

  it('on a version that is not the latest, before asking whether it was decided', () => {
    expect(refusedApproval(versions, versionAt(versions, 1), 'D. Rector')?.code).toBe('NOT_LATEST');
    expect(refusedReturn(versions, versionAt(versions, 1))?.code).toBe('NOT_LATEST');
  });

  it('a second time', () => {
    const decided = versionsOf([submitted(1, 10), returned(1)]);
    expect(refusedApproval(decided, versionAt(decided, 1), 'D. Rector')?.code).toBe(
      'ALREADY_DECIDED',
    );
    expect(refusedReturn(decided, versionAt(decided, 1))?.code).toBe('ALREADY_DECIDED');
  });

  it('not to another person on the latest undecided version, nor to the submitter who returns it', () => {
    expect(refusedApproval(versions, versionAt(versions, 2), 'D. Rector')).toBeNull();
    expect(refusedReturn(versions, versionAt(versions, 2))).toBeNull();
  });
});

describe('days late', () => {
  it.each([
    ['2006-09', '2006-10-15'],
    ['2006-12', '2007-01-15'],
    ['2004-01', '2004-02-15'],
  ])('are counted for %s from %s', (of, due) => {
    expect(formatDay(dueDay(month(of)))).toBe(due);
  });

  it.each([
    ['2006-10-15T23:59:59Z', 0],
    ['2006-10-16T06:59:59Z', 0], // still October 15 in California, by daylight saving time
    ['2006-10-16T07:00:00Z', 1],
    ['2006-10-31T18:00:00Z', 16],
    ['2006-11-16T07:59:59Z', 31], // November 15, by standard time
    ['2006-11-16T08:00:00Z', 32],
  ])('of an approval at %s are %i, whatever today is', (when, expected) => {
    const [version] = versionsOf([submitted(1, 10), approved(1, when)]);
    expect(version && daysLate(version, civilDayOf, day('2030-01-01'))).toBe(expected);
  });

  it.each([
    ['2006-10-15', 0],
    ['2006-10-16', 1],
    ['2007-10-15', 365],
  ])('while not approved are counted to today, %s: %i', (today, expected) => {
    const undecided = versionsOf([submitted(1, 10)])[0];
    const sentBack = versionsOf([submitted(1, 10), returned(1)])[0];
    expect(undecided && daysLate(undecided, civilDayOf, day(today))).toBe(expected);
    expect(sentBack && daysLate(sentBack, civilDayOf, day(today))).toBe(expected);
  });
});

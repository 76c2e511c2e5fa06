import { TYPE_CODE } from '../../events/registry.js';
import type { Month } from '../../events/values/month.js';
import { CASE_SUBJECT } from '../columns/codes.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { ActiveRows } from '../columns/active-rows.js';
import type { SubjectBlock } from '../columns/record-columns.js';
import { isMember } from '../case/members.js';
import { windowOf } from '../month-window.js';
import type { MonthWindow } from '../month-window.js';
import { replay } from '../replay/replay.js';
import type { SenseWarning } from './sense-checks.js';

/** Who owes and who receives in a case, by the opening record that says so. */
export interface CaseParties {
  /** Subject number of the case. */
  readonly subject: number;
  readonly ncp: string;
  readonly payee: string;
}

/** Cases that are open at M-end with the same NCP and payee as another. */
export function casesOpenTwice(
  view: LedgerView,
  month: Month,
  asOf: number,
  parties: Iterable<CaseParties>,
): readonly SenseWarning[] {
  const open = membersAndOpenCases(view, windowOf(month), asOf).openCases;
  const byParties = new Map<string, number[]>();
  for (const { subject, ncp, payee } of parties) {
    if (!open.has(subject)) continue;
    const key = `${ncp} ${payee}`; // ids have no blanks
    const known = byParties.get(key);
    if (known === undefined) byParties.set(key, [subject]);
    else known.push(subject);
  }
  const twice = [...byParties.values()].filter((cases) => cases.length > 1).flat();
  return warning(
    'open-twice',
    twice,
    (count) => `Open cases with the same NCP and payee as another open case: ${count}.`,
  );
}

/** Children under age that no case has as a member at M-end. */
export function childrenOnNoCase(
  view: LedgerView,
  month: Month,
  asOf: number,
): readonly SenseWarning[] {
  const { withoutCase } = membersAndOpenCases(view, windowOf(month), asOf);
  return warning(
    'child-on-no-case',
    withoutCase,
    (count) => `Registered children that are on no case at the end of the month: ${count}.`,
  );
}

function membersAndOpenCases(
  view: LedgerView,
  window: MonthWindow,
  asOf: number,
): { readonly openCases: ReadonlySet<number>; readonly withoutCase: readonly number[] } {
  const openCases = new Set<number>();
  const members = new Set<number>();
  const withoutCase: number[] = [];
  replay(
    view,
    { windows: [window], asOf, isTraced: false },
    {
      onCase: (_index, subject, c, fold) => {
        if (c.isOpen) openCases.add(subject);
        for (const member of fold.members.all) if (isMember(member)) members.add(member.child);
      },
      onChild: (_index, subject, k) => {
        if (k.countsByAge && !members.has(subject)) withoutCase.push(subject);
      },
    },
  );
  return { openCases, withoutCase };
}

/**
 * Cases with money distributed in the month of which no collection, effective by that day, stands:
 * a collection that was dated later than what was made of it.
 */
export function distributionsWithoutCollection(
  view: LedgerView,
  month: Month,
  asOf: number,
): readonly SenseWarning[] {
  const window = windowOf(month);
  const active = new ActiveRows();
  const found: number[] = [];
  for (const block of view.blocks()) {
    const end = block.firstSubject + block.subjectCount;
    for (let subject = block.firstSubject; subject < end; subject += 1) {
      if (view.subjectKinds[subject] !== CASE_SUBJECT) continue;
      active.collect(block, subject, asOf, window.lastDay);
      if (isDistributedBeforeReceipt(block, active, window)) found.push(subject);
    }
  }
  return warning(
    'distribution-without-collection',
    found,
    (count) =>
      `Cases with a distribution in the month and no collection received by that day: ${count}.`,
  );
}

function isDistributedBeforeReceipt(
  block: SubjectBlock,
  active: ActiveRows,
  window: MonthWindow,
): boolean {
  const { type, root, effective, args, argsStart } = block.columns;
  const received = new Map<number, number>();
  const rows = active.rows.subarray(0, active.count);
  for (const row of rows) {
    if (type[row] === TYPE_CODE.CollectionReceived) {
      received.set(root[row] ?? 0, effective[row] ?? 0);
    }
  }
  return rows.some((row) => {
    if (type[row] !== TYPE_CODE.CollectionDistributed) return false;
    const day = effective[row] ?? 0;
    if (day < window.firstDay) return false;
    const collection = args[(argsStart[row] ?? 0) + 1] ?? 0;
    return (received.get(collection) ?? Infinity) > day;
  });
}

/** Cases and children with records that are dated in the month and came after its last submission. */
export function recordsAfterSubmission(
  view: LedgerView,
  month: Month,
  asOf: number,
  submittedAsOf: number,
): readonly SenseWarning[] {
  const { firstDay, lastDay } = windowOf(month);
  const isInMonth = (day: number): boolean => day >= firstDay && day <= lastDay;
  const subjects = new Set<number>();
  let count = 0;
  for (const { columns } of view.blocks()) {
    const { position, effective, subject } = columns;
    for (let row = 0; row < columns.count; row += 1) {
      const at = position[row] ?? 0;
      if (at <= submittedAsOf || at > asOf || !isInMonth(effective[row] ?? 0)) continue;
      count += 1;
      subjects.add(subject[row] ?? 0);
    }
  }
  if (count === 0) return [];
  subjects.delete(0);
  const message = `Records dated in the month that came after its last submission, as of position ${String(submittedAsOf)}: ${String(count)}.`;
  const ordered = [...subjects].sort((a, b) => a - b);
  return [{ check: 'came-after-last-submission', message, subjects: ordered }];
}

function warning(
  check: SenseWarning['check'],
  subjects: readonly number[],
  say: (count: string) => string,
): readonly SenseWarning[] {
  if (subjects.length === 0) return [];
  const ordered = [...subjects].sort((a, b) => a - b);
  return [{ check, message: say(String(subjects.length)), subjects: ordered }];
}

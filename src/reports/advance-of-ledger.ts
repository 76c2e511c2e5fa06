import { TYPE_CODE } from '../../events/registry.js';
import type { Advance, YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { ROW } from '../ports/ledger-rows.js';
import type { RawRow } from '../ports/ledger-rows.js';
import { viewOfLedger, viewOfSubjects } from './view-of-ledger.js';

const COUNTY = 0;

/** What changed in a ledger since a checkpoint's position, as far as it must be folded again. */
export function advanceOf(file: LedgerReader, before: YearCheckpoint, to: number): Advance {
  const subjects = file.subjects();
  const cases = new Set<number>();
  const children = new Set<number>();
  let isCountyChanged = false;
  for (const page of file.scan(before.asOf + 1, to)) {
    for (const row of page) {
      const subject = row[ROW.subject];
      if (subject === COUNTY) isCountyChanged ||= !isAboutParticipant(file, row);
      else if (subjects[subject]?.kind === 'child') children.add(subject);
      else cases.add(subject);
      if (NAMES_CHILD.has(row[ROW.typeCode])) children.add(row[ROW.ref]);
    }
  }
  for (const changed of cases) {
    for (const child of before.childrenOf(changed)) children.add(child);
  }
  const casesOfChildren = [...children].flatMap((child) =>
    file.casesNaming(child).map(({ subject }) => subject),
  );
  return {
    asOf: to,
    subjectCount: file.subjectCount + 1,
    cases,
    children,
    view: viewOfSubjects(file, to, new Set([...cases, ...children, ...casesOfChildren])),
    county: isCountyChanged ? viewOfLedger(file, to, untold) : null,
  };
}

const NAMES_CHILD: ReadonlySet<number> = new Set([
  TYPE_CODE.ChildAddedToCase,
  TYPE_CODE.ChildRemovedFromCase,
]);

/** Participants are on no line, and many are registered; what corrects or voids one has its root. */
function isAboutParticipant(file: LedgerReader, row: RawRow): boolean {
  const root = row[ROW.root];
  const typeCode = root === row[ROW.position] ? row[ROW.typeCode] : file.row(root).typeCode;
  return typeCode === TYPE_CODE.ParticipantRegistered;
}

function untold(): void {
  // The replay of the county's own records is short.
}

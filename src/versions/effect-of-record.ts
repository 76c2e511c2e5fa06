import type { LineNumber } from '../../events/line-numbers.js';
import type { LedgerRecord } from '../../events/record.js';
import { minus } from '../../events/values/cents-sum.js';
import type { County } from '../../events/values/county.js';
import { formatCents } from '../../events/values/money.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { knownWith } from '../../projections/form/editions.js';
import type { Column } from '../../projections/form/line.js';
import { reportMonths, sumOfCell } from '../../projections/form/report.js';
import type { Cell } from '../../projections/form/report.js';
import { differentCells } from '../../projections/versions/differences.js';
import { standingVersions } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReader, LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import type { LedgerRow } from '../ports/ledger-rows.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { viewOfLedger, viewOfSubjects } from '../reports/view-of-ledger.js';
import { readVersions } from './county-acts.js';

/** By how much a cell differs through one record: a count, or dollars and cents. */
export interface CellChange {
  readonly line: LineNumber;
  readonly column: Column;
  /** As `1`, `-125.00`; null where the cell is reported on one side alone. */
  readonly by: string | null;
}

/** An approved month that a record changes. */
export interface MonthChanged {
  readonly month: Month;
  /** The version that stands. */
  readonly version: number;
  readonly cells: readonly CellChange[];
}

/** The subject number of the county itself. */
const COUNTY = 0;

/**
 * Which approved months one record changes, and by how much: what each gives right before the record and right with it,
 * in order of month. Only what the record can have changed is replayed: its case or child and those linked to it.
 */
export async function effectOfRecord(
  ledgers: LedgerReaders,
  log: ActLog,
  { county, id }: { readonly county: County; readonly id: string },
  onRecords: OnRecords,
): Promise<Answer<readonly MonthChanged[]>> {
  const file = ledgers.ledger(county);
  const row = file?.find(id) ?? null;
  if (file === null || row === null) {
    return misaddressed(
      `The ledger of county ${county} has no record ${id}: check the id and the county.`,
    );
  }
  const { retention } = file;
  // An erased month differs by what was erased, and nothing of it can be revised any more.
  const versions = standingVersions((await readVersions(log, county)).versions).filter(
    ({ month }) => retention === null || month >= retention.firstMonth,
  );
  if (versions.length === 0) return done([]);
  const view = viewAround(file, row, onRecords);
  return done(
    [...Map.groupBy(versions, ({ form }) => form)]
      .flatMap(([form, ofForm = []]) => changesOfForm(view, ofForm, form, row.position))
      .sort((one, other) => one.month - other.month),
  );
}

/** What is replayed: a county's own record may change any row; one of a case or child, its own and those linked to it. */
function viewAround(file: LedgerReader, row: LedgerRow, onRecords: OnRecords): LedgerView {
  if (row.subject === COUNTY) return viewOfLedger(file, row.position, onRecords);
  const subjects = new Set([COUNTY, row.subject]);
  const children = [row.subject, ...childrenNamed(file, row.subject)];
  for (const child of children) {
    subjects.add(child);
    for (const naming of file.casesNaming(child)) subjects.add(naming.subject);
  }
  return viewOfSubjects(file, row.position, subjects);
}

/** The children whom records of a case ever named. */
function childrenNamed(file: LedgerReader, subject: number): readonly number[] {
  return file.rowsOf(subject).flatMap(({ body }) => {
    const record = JSON.parse(body) as LedgerRecord; // only records that passed the parser are stored
    return record.type === 'ChildAddedToCase'
      ? [file.subjectNumber('child', record.data.child)].filter((number) => number !== 0)
      : [];
  });
}

function changesOfForm(
  view: LedgerView,
  versions: readonly Version[],
  form: string,
  position: number,
): readonly MonthChanged[] {
  const months = versions.map(({ month }) => month);
  const before = reportMonths(view, months, position - 1, knownWith(form));
  const after = reportMonths(view, months, position, knownWith(form));
  return versions.flatMap(({ month, version }, index) => {
    const [one, other] = [before[index], after[index]];
    if (one === undefined || other === undefined) throw new Error('A replay left out its month.');
    const cells = differentCells(one.lines, other.lines).map(({ line, column, from, to }) => ({
      ...{ line, column },
      by: difference(from, to),
    }));
    return cells.length === 0 ? [] : [{ month, version, cells }];
  });
}

function difference(from: Cell, to: Cell): string | null {
  const [one, other] = [sumOfCell(from), sumOfCell(to)];
  if (one === null || other === null) return null;
  const by = minus(other, one);
  return typeof to === 'number' ? String(by) : formatCents(by);
}

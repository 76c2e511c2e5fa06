import type { RecordType } from '../../events/registry.js';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { FIRST_EDITION } from '../../events/form-editions.js';
import { knownWith } from '../../projections/form/editions.js';
import { differenceOfMonth } from '../../projections/versions/differences.js';
import { differenceJson } from '../versions/difference-json.js';
import { differenceWithRecords } from '../versions/named-difference.js';
import type { ConcerningRecord } from '../versions/named-difference.js';
import { packageFile } from './package-file.js';
import { leavesInPackage } from './package-view.js';

const PATH = 'data/diff.json';

/** Of which version the difference is. */
export interface DifferenceOf {
  readonly county: County;
  readonly month: Month;
  /** Position of the version that the package is of. */
  readonly to: number;
  /** Id of the edition of the form that it was made under. */
  readonly edition: string;
}

/**
 * Computes the difference to the version before anew from a package's records, and compares it with data/diff.json.
 * The position that it starts at is taken from there: no other file of a package has it.
 */
export function differentDifference(
  folder: string,
  view: LedgerView,
  of: DifferenceOf,
): readonly string[] {
  const text = packageFile(folder, PATH).toString('utf8');
  const told = JSON.parse(text) as {
    readonly from?: { readonly asOf?: unknown; readonly edition?: unknown };
  };
  const from = told.from?.asOf;
  if (typeof from !== 'number' || !Number.isSafeInteger(from) || from < 1 || from > of.to) {
    return [`${PATH} names no position that it starts at.`];
  }
  const fromEdition = told.from?.edition ?? FIRST_EDITION.id;
  if (typeof fromEdition !== 'string') return [`${PATH} names no edition that it starts at.`];
  const editions = { from: fromEdition, to: of.edition };
  const known = { from: knownWith(editions.from), to: knownWith(editions.to) };
  const found = differenceOfMonth(view, of.month, from, of.to, known);
  const positions = new Set(found.rows.flatMap((row) => row.positions));
  const records = recordsAt(folder, positions);
  const made = differenceWithRecords({ ...of, from, editions }, view, found, (position) => {
    const record = records.get(position);
    if (record !== undefined) return record;
    throw new Error(`The record at position ${String(position)} is not in the package.`);
  });
  if (`${differenceJson(made)}\n` === text) return [];
  return [`${PATH} is not the difference that the records give.`];
}

function recordsAt(
  folder: string,
  positions: ReadonlySet<number>,
): ReadonlyMap<number, ConcerningRecord> {
  const records = new Map<number, ConcerningRecord>();
  for (const { position, record } of leavesInPackage(folder)) {
    if (!positions.has(position)) continue;
    const { id, type, effective, reason } = record;
    records.set(position, {
      id: String(id),
      position,
      type: type as RecordType, // the view was made of the same lines, and has parsed them
      effective: String(effective),
      reason: typeof reason === 'string' ? reason : null,
    });
  }
  return records;
}

import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { County, isWithin, longTexts } from '../retention/county.js';
import type { PrintedPlan } from '../retention/county.js';
import type { FamilyRecord } from '../retention/families.js';
import { COUNTY } from './entries.js';

/** Put before the names of all streams. */
export const MOVED_PREFIX = 'moved-';

/** The name of the ledger's first stream. */
export const FIRST_STREAM = `${MOVED_PREFIX}ledger-19`;

/** A machine of county 19: a data folder that is a replica of the ledger on the server. */
export const machineOn = (server: { readonly connectionString: string }): County =>
  new County({
    PLUMBLINE_EVENTSTORE: server.connectionString,
    PLUMBLINE_EVENTSTORE_PREFIX: MOVED_PREFIX,
  });

/** What the records of a plan erased, and who is in no record that stays. */
export interface Gone {
  readonly records: readonly FamilyRecord[];
  readonly kept: readonly FamilyRecord[];
  /** Ids and names of 12 characters and more. */
  readonly texts: readonly string[];
}

/** Which of the sent records a plan erases, looked up before the erasure. */
export function goneBy(county: County, plan: PrintedPlan, sent: readonly FamilyRecord[]): Gone {
  const at = positionsIn(county.path);
  const isGone = ({ id }: FamilyRecord): boolean => isWithin(plan.erased, at.get(id) ?? 0);
  const records = sent.filter(isGone);
  const kept = sent.filter((record) => at.has(record.id) && !isGone(record));
  const text = JSON.stringify(kept);
  const texts = [...longTexts(records)].filter((each) => !text.includes(each));
  return { records, kept, texts };
}

function positionsIn(path: string): ReadonlyMap<string, number> {
  const folder = LedgerFolder.open(path, 'read');
  try {
    const file = folder.ledger(COUNTY);
    const rows = file === null ? [] : [...file.rows(1, file.size)].flat();
    return new Map(rows.map(({ id, position }) => [id, position]));
  } finally {
    folder.close();
  }
}

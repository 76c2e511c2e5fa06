import { later } from '../../events/values/instant.js';
import type { County } from '../../events/values/county.js';
import type { KeptLog } from '../ports/access-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';

/** Who sent a record, as the access log has it. */
export interface EnteredBy {
  /** `A-7`, or `operator`. */
  readonly account: string;
  /** The label of the key that was used; null where a person sent it. */
  readonly key: string | null;
  /** The line of the log. */
  readonly line: number;
}

/** A line is written once its records are in, and after those that wait for the same disk, milliseconds. */
const BEFORE_MS = 60_000;
const AFTER_MS = 60 * 60_000;

const APPENDS = ['records.append', 'figures.append'] as const;

/**
 * Who sent a record: the append whose line has its position. Null for what was loaded with its own times, of which the
 * log says nothing, and once the line is no longer kept. Throws `UnusableStore` where the log cannot be read.
 */
export async function whoEntered(
  log: Pick<KeptLog, 'lines'>,
  ledgers: LedgerReaders,
  { county, id }: { readonly county: County; readonly id: string },
): Promise<EnteredBy | null> {
  const row = ledgers.ledger(county)?.find(id) ?? null;
  if (row === null) return null;
  const { position, recorded } = row;
  const near = { from: later(recorded, -BEFORE_MS), to: later(recorded, AFTER_MS) };
  for (const action of APPENDS) {
    const asked = { counties: [county], account: null, action, ...near, after: 0 };
    for await (const { account, key, n, of } of log.lines(asked)) {
      const [first, last] = of?.positions ?? [0, 0];
      const isIts = first <= position && position <= last;
      if (isIts && account !== null) return { account, key, line: n };
    }
  }
  return null;
}

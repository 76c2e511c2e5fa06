import { knownWith } from '../../projections/form/editions.js';
import type { ViewInBlocks } from '../../projections/columns/ledger-view.js';
import { ReportFolding } from '../../projections/form/report.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import { BlockTurns } from './block-turns.js';
import { PartInTurns } from './report-part.js';
import type { ReportPartTask } from './report-part.js';

/** A part that is about to be folded. */
export interface BegunPart {
  readonly part: PartInTurns;
  readonly turns: BlockTurns;
  readonly view: ViewInBlocks;
}

/** Begins with a part of a report that another thread has asked for. Throws what opening the ledger throws. */
export function begunPart(
  ledgers: LedgerReaders,
  { county, months, asOf, edition, links, turns }: ReportPartTask,
): BegunPart {
  const file = ledgers.ledger(county);
  if (file === null) throw new Error(`The ledger of county ${county} was removed.`);
  file.refresh();
  const view = viewOfLedger(file, asOf, () => undefined);
  const folding = new ReportFolding(view, { months, asOf, known: knownWith(edition ?? undefined) });
  const ofTask = new BlockTurns(view.blockCount, turns);
  return { part: new PartInTurns(folding, links, ofTask), turns: ofTask, view };
}

import type { County } from '../../events/values/county.js';
import { knownWith } from '../../projections/form/editions.js';
import type { ViewInBlocks } from '../../projections/columns/ledger-view.js';
import { ReportFolding } from '../../projections/form/report.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
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

/** Ledgers to read, and one of them as it was seen at a position. */
export interface OpenLedger {
  readonly ledgers: LedgerReaders;
  readonly seen?: { readonly county: County; readonly asOf: number; readonly view: ViewInBlocks };
}

/** Looks at a county's ledger as of its end, before anything is asked about it. Throws what opening it throws. */
export function seenToItsEnd(ledgers: LedgerReaders, county: County): OpenLedger {
  const file = ledgers.ledger(county);
  if (file === null) return { ledgers };
  const { size } = file;
  return { ledgers, seen: { county, asOf: size, view: viewOf(file, size) } };
}

/** Begins with a part of a report that another thread has asked for. Throws what opening the ledger throws. */
export function begunPart(
  { ledgers, seen }: OpenLedger,
  { county, months, asOf, edition, links, turns }: ReportPartTask,
): BegunPart {
  const file = ledgers.ledger(county);
  if (file === null) throw new Error(`The ledger of county ${county} was removed.`);
  const size = file.refresh();
  // With later subjects the blocks of whoever asks are others.
  const isAsSeen = size === asOf && seen?.county === county && seen.asOf === asOf;
  const view = isAsSeen ? seen.view : viewOf(file, asOf);
  const folding = new ReportFolding(view, { months, asOf, known: knownWith(edition ?? undefined) });
  const ofTask = new BlockTurns(turns);
  return { part: new PartInTurns(folding, links, ofTask), turns: ofTask, view };
}

function viewOf(file: LedgerReader, asOf: number): ViewInBlocks {
  return viewOfLedger(file, asOf, () => undefined);
}

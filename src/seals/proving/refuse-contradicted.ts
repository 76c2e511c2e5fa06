import { COUNTY_STREAMS } from '../../../projections/seal/county-note.js';
import { placesOf } from '../../ports/fault.js';
import type { Fault } from '../../ports/fault.js';
import { LedgerContradicted } from '../../ports/failures.js';
import { proveCounty } from './county-proof.js';
import type { FolderToProve } from './county-proof.js';
import { countiesToProve } from './check-folder.js';

/** How much a folder is held to before all of it is copied. */
export type HeldTo =
  /** All that was ever fixed of each county. */
  | 'everyAct'
  /** What every command compares: of a replica's acts the notes are the server's. */
  | 'anchors'
  /** The same of the ledgers alone, which may be behind what others have signed: they are read from the server again. */
  | 'anchorsOfReplica';

/**
 * Looks before a folder is copied whether all is there that was ever fixed of its counties: a copy of what was left would
 * stand as the whole. No row of a ledger is read for it.
 *
 * @throws LedgerContradicted
 */
export async function refuseContradicted(folder: FolderToProve, heldTo: HeldTo): Promise<void> {
  const { notary, ledgers, acts } = folder;
  for (const county of await countiesToProve(folder, null)) {
    const anchors = notary.anchors(county);
    if (heldTo === 'anchors') {
      for (const stream of COUNTY_STREAMS) {
        notary.compareActs(county, stream, await acts[stream].read(county), anchors);
      }
    }
    const ledger = ledgers.ledger(county);
    // What a replica has nothing of yet is with its server.
    const isToCome = heldTo === 'anchorsOfReplica' || anchors.length === 0;
    if (heldTo !== 'everyAct' && ledger === null && isToCome) continue;
    notary.compareLedger(county, ledger, anchors);
    if (heldTo !== 'everyAct') continue;
    const [first] = (await proveCounty(folder, county)).faults;
    if (first !== undefined) throw new LedgerContradicted(county, faultSentence(first));
  }
}

function faultSentence(fault: Fault): string {
  return [...placesOf(fault), fault.finding].join(': ');
}

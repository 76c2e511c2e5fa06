import { isOfSystem, systemReason } from '../ports/system-reason.js';
import type { County } from '../../events/values/county.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';

/** A county that an answer about all counties leaves out, and what is wrong with it. */
export interface LeftOut {
  readonly county: County;
  readonly fault: Error;
}

/** The ledgers that can be read, and the counties whose cannot. */
export interface ReadableLedgers {
  /** In order of county number, those without records, too. */
  readonly ledgers: readonly LedgerReader[];
  readonly counties: readonly County[];
  readonly leftOut: readonly LeftOut[];
}

/** Opens every county's ledger: what is wrong with one stands in nobody else's way. */
export function readableCounties(readers: LedgerReaders): ReadableLedgers {
  const ledgers: LedgerReader[] = [];
  const leftOut: LeftOut[] = [];
  for (const county of readers.counties()) {
    try {
      const ledger = readers.ledger(county);
      if (ledger !== null) ledgers.push(ledger);
    } catch (error) {
      leftOut.push({ county, fault: faultOfCounty(error) });
    }
  }
  return { ledgers, counties: ledgers.map(({ county }) => county), leftOut };
}

/** What is wrong with a county's ledger or acts. Throws a fault of our own again: that is nobody's ledger's. */
export function faultOfCounty(error: unknown): Error {
  const isOurs =
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError;
  if (isOurs) throw error;
  return error instanceof Error ? error : new Error(String(error));
}

/** In order of county number, each once. */
export function leftOutOf(...lists: readonly (readonly LeftOut[])[]): readonly LeftOut[] {
  const found = new Map<County, LeftOut>();
  for (const each of lists.flat()) if (!found.has(each.county)) found.set(each.county, each);
  return [...found.values()].sort((one, other) => (one.county < other.county ? -1 : 1));
}

/** One sentence on each county that was left out, for whoever asked. */
export function leftOutSentences(leftOut: readonly LeftOut[]): readonly string[] {
  return leftOut.map(({ county, fault }) => {
    const why = isOfSystem(fault)
      ? `Its files cannot be read: ${systemReason(fault)}.`
      : fault.message;
    return `County ${county} is left out. ${why}`;
  });
}

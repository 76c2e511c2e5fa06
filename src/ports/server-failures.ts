import type { County } from '../../events/values/county.js';

/**
 * The event at a position is no record of this ledger, or the positions have a gap: somebody else
 * wrote to the stream, or a record is there twice. The county stands still; nothing is passed over.
 */
export class LedgerStreamDamaged extends Error {
  override readonly name = 'LedgerStreamDamaged';
  readonly county: County;
  readonly stream: string;
  readonly position: number;
  /** What was found, without county, stream and position. */
  readonly finding: string;

  constructor(county: County, stream: string, position: number, finding: string) {
    super(
      `The ledger of county ${county} is damaged at position ${String(position)} of stream "${stream}": ${finding} The county stands still: find out who wrote to the stream, and restore it from a backup.`,
    );
    this.county = county;
    this.stream = stream;
    this.position = position;
    this.finding = finding;
  }
}

/**
 * Records that the ledger had are no longer in the stream: it was deleted, its beginning was cut off,
 * or its end is behind what a replica has read. An alarm, never a reason to build anything anew.
 */
export class LedgerCutShort extends Error {
  override readonly name = 'LedgerCutShort';
  readonly county: County;
  readonly stream: string;
  readonly finding: string;

  constructor(county: County, stream: string, finding: string) {
    super(
      `The ledger of county ${county} was cut short: ${finding} The county stands still. Keep every replica as it is: it may hold the only copy of what stream "${stream}" has lost.`,
    );
    this.county = county;
    this.stream = stream;
    this.finding = finding;
  }
}

/** The store did not answer in time, as often as it was asked. Nothing was changed by this call. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
  /** What was asked of which server in vain, and why, without what to do. */
  readonly finding: string;

  constructor(address: string, asked: string, reason: string, cause?: unknown) {
    const finding = `EventStoreDB at ${address} could not be asked to ${asked}: ${reason}`;
    super(`${finding} Check that the server runs and can be reached, then do it again.`, { cause });
    this.finding = finding;
  }
}

/**
 * Whether the records are in the ledger could not be found out in time. The same records sent again
 * find it out: none of them is ever in the ledger twice.
 */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
  readonly county: County;
  readonly firstPosition: number;
  readonly lastPosition: number;

  constructor(
    county: County,
    firstPosition: number,
    lastPosition: number,
    reason: string,
    cause?: unknown,
  ) {
    super(
      `Whether the records for positions ${String(firstPosition)} to ${String(lastPosition)} of county ${county} were written is not known: ${reason} Send the same records again: those that were written are then duplicates.`,
      { cause },
    );
    this.county = county;
    this.firstPosition = firstPosition;
    this.lastPosition = lastPosition;
  }
}

/**
 * The store answered, and does not let this be done: access, settings or a limit of the server. Or it cannot be
 * spoken to as the setting says. Asking again changes nothing before somebody has mended that.
 */
export class EventStoreRefused extends Error {
  override readonly name = 'EventStoreRefused';

  /** @param asked - null where nothing that is asked of it would be done */
  constructor(address: string, asked: string | null, reason: string, cause?: unknown) {
    const what = asked === null ? 'cannot be used' : `refused to ${asked}`;
    super(`EventStoreDB at ${address} ${what}: ${reason}`, { cause });
  }
}

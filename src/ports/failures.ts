import type { County } from '../../events/values/county.js';
import { ACCESS, ofWhom } from './act-log.js';
import type { ActsOf } from './act-log.js';

/**
 * What is kept of a county's ledger is not what was written: a checksum does not fit, a position is missing, a
 * count differs. `position` is the record that it was found at, null where it concerns none.
 */
export class DamagedLedger extends Error {
  override readonly name = 'DamagedLedger';
  /** Whose ledger, or whose stream of acts. */
  readonly county: ActsOf;
  readonly position: number | null;
  /** What was found, without the county and the position. */
  readonly finding: string;

  constructor(county: ActsOf, position: number | null, finding: string, cause?: unknown) {
    const place = position === null ? '' : ` at position ${String(position)}`;
    super(
      `${county === ACCESS ? 'What is kept of access' : `The ledger of county ${county}`} is damaged${place}: ${finding} Run "plumbline check", and restore the latest backup.`,
      { cause },
    );
    this.county = county;
    this.position = position;
    this.finding = finding;
  }
}

/**
 * What is there of a county contradicts what was fixed of it before: a signed note, an act, a version. Nothing is
 * answered and nothing added until somebody has found out why.
 */
export class LedgerContradicted extends Error {
  override readonly name = 'LedgerContradicted';
  readonly county: County;
  /** What was found, a sentence that says what to do. */
  readonly finding: string;

  constructor(county: County, finding: string) {
    super(`County ${county}: ${finding}`);
    this.county = county;
    this.finding = finding;
  }
}

/**
 * Acts of a stream that has notes of its own contradict what was signed of them: of access, or of a county's public
 * keys. Nobody is let in and nothing added until somebody has found out why.
 */
export class ActsContradicted extends Error {
  override readonly name = 'ActsContradicted';
  readonly of: ActsOf;
  /** What was found, a sentence that says what to do. */
  readonly finding: string;

  /** @param what - what the acts are, as in `acts of access` */
  constructor(what: string, of: ActsOf, finding: string) {
    super(`${what.replace(/^./u, (first) => first.toUpperCase())}${ofWhom(of)}: ${finding}`);
    this.of = of;
    this.finding = finding;
  }
}

/**
 * The clock is far behind what was recorded last of a county: what is added now would stand after what is later by the
 * clock.
 */
export class ClockBehind extends Error {
  override readonly name = 'ClockBehind';
  readonly county: County;

  constructor(county: County, message: string) {
    super(message);
    this.county = county;
  }
}

/** Why a folder or a file cannot be used as it is. */
export type UnusableStoreKind =
  /** It is not there. */
  | 'missing'
  /** It is something else than a data folder, a ledger or a backup of this program. */
  | 'notOurs'
  /** It was written by a newer version of the program. */
  | 'newerFormat'
  /** It should be empty or new, and holds something. */
  | 'notEmpty'
  /** Another process kept it longer than this one waits. */
  | 'busy'
  /** There is no space left on the disk. */
  | 'full'
  /** The operating system or the SQLite library does not let it be used. */
  | 'refused';

/** A folder or file that cannot be used; the message is one sentence that says what to do. */
export class UnusableStore extends Error {
  override readonly name = 'UnusableStore';
  readonly kind: UnusableStoreKind;
  readonly path: string;

  constructor(kind: UnusableStoreKind, path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.path = path;
  }
}

/**
 * The segments of a county's ledger are not what was written. They are derived from the records, so
 * nothing is lost: they are built anew by one command.
 */
export class DamagedSegments extends Error {
  override readonly name = 'DamagedSegments';
  readonly county: County;

  /** @param block - the block that was read, null where the whole does not fit together */
  constructor(county: County, block: number | null, finding: string) {
    const place = block === null ? '' : ` in block ${String(block)}`;
    super(
      `The segments of county ${county} cannot be used${place}: ${finding.replace(/\.$/u, '')}. Run "plumbline segments rebuild --county ${county}"; the records themselves are not touched by it.`,
    );
    this.county = county;
  }
}

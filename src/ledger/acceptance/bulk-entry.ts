import type { LedgerRecord } from '../../../events/record.js';
import { typeOfCode } from '../../../events/registry.js';
import type { RecordType, SubjectKind } from '../../../events/registry.js';
import type { Day } from '../../../events/values/day.js';
import type { Instant } from '../../../events/values/instant.js';
import type { ClaimedRecord, ParsedRecord } from '../../../events/wire/parse.js';
import { encodeScalars } from '../../../projections/columns/encode.js';
import { NO_LEAF } from '../../../projections/seal/leaf.js';
import type { BodyBytes } from '../../../projections/seal/leaf.js';
import type { LedgerEntry } from '../../ports/event-log.js';
import { PackedRecord } from '../parsing/packed-lines.js';
import type { LedgerState } from './ledger-state.js';
import type { EntryNumbers } from './entry-numbers.js';

/** The entry of a record on its way to a `BulkAppender`: what can be left in the bytes that it was parsed into stays there. */
export function bulkEntryOf(
  ledger: LedgerState,
  parsed: ClaimedRecord,
  recorded: Instant,
  numbers: EntryNumbers,
): LedgerEntry {
  return new BulkEntry(parsed, recorded, numbers, scalarsOf(ledger, parsed, numbers));
}

/** What a replay asks of the record, worked out while it is at hand: see `encodeScalars`. */
function scalarsOf(
  ledger: LedgerState,
  parsed: ClaimedRecord,
  { ref, ref2 }: EntryNumbers,
): readonly number[] {
  const refs = { ref, ref2, childNumber: (id: string) => ledger.childNumber(id) };
  if (parsed instanceof PackedRecord) return parsed.scalarsWith(refs);
  const scalars: number[] = [];
  encodeScalars(recordOf(parsed), refs, scalars);
  return scalars;
}

function recordOf(parsed: ClaimedRecord): LedgerRecord {
  // Whatever was not packed was parsed here, or is parsed again.
  return (parsed as Partial<ParsedRecord>).record ?? (JSON.parse(parsed.body) as LedgerRecord);
}

class BulkEntry implements LedgerEntry {
  readonly #parsed: ClaimedRecord;
  readonly position: number;
  readonly recorded: Instant;
  readonly subject: number;
  readonly corrects: number;
  readonly root: number;
  readonly ref: number;
  readonly ref2: number;
  readonly scalars: readonly number[];
  readonly leaf = NO_LEAF;

  constructor(
    parsed: ClaimedRecord,
    recorded: Instant,
    { subject, ref, ref2, change }: EntryNumbers,
    scalars: readonly number[],
  ) {
    this.#parsed = parsed;
    this.position = change.position;
    this.recorded = recorded;
    this.subject = subject;
    this.corrects = change.corrects;
    this.root = change.root;
    this.ref = ref;
    this.ref2 = ref2;
    this.scalars = scalars;
  }

  get id(): string {
    return this.#parsed.claims.id;
  }

  get type(): RecordType {
    return typeOfCode(this.#parsed.typeCode);
  }

  get typeCode(): number {
    return this.#parsed.typeCode;
  }

  get subjectKind(): SubjectKind {
    return this.#parsed.subjectKind;
  }

  get subjectId(): string {
    return this.#parsed.subjectId;
  }

  get effective(): Day {
    return this.#parsed.effective;
  }

  get body(): string {
    return this.#parsed.body;
  }

  get bodyBytes(): BodyBytes | null {
    return this.#parsed instanceof PackedRecord ? this.#parsed.bodyBytes : null;
  }
}

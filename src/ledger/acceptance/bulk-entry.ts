import type { Claims } from '../../../events/claims.js';
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
import { claimsOfBody } from './ledger-state.js';
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

/** It holds the record's id and its bytes, and not what was read of it: thousands of entries are held at a time. */
class BulkEntry implements LedgerEntry {
  readonly position: number;
  readonly recorded: Instant;
  readonly id: string;
  readonly typeCode: number;
  readonly effective: Day;
  readonly subject: number;
  readonly corrects: number;
  readonly root: number;
  readonly ref: number;
  readonly ref2: number;
  readonly scalars: readonly number[];
  readonly leaf = NO_LEAF;
  readonly #body: string | BodyBytes;

  constructor(
    parsed: ClaimedRecord,
    recorded: Instant,
    { subject, ref, ref2, change }: EntryNumbers,
    scalars: readonly number[],
  ) {
    this.position = change.position;
    this.recorded = recorded;
    this.id = parsed.claims.id;
    this.typeCode = parsed.typeCode;
    this.effective = parsed.effective;
    this.subject = subject;
    this.corrects = change.corrects;
    this.root = change.root;
    this.ref = ref;
    this.ref2 = ref2;
    this.scalars = scalars;
    this.#body = parsed instanceof PackedRecord ? parsed.bodyBytes : parsed.body;
  }

  get type(): RecordType {
    return typeOfCode(this.typeCode);
  }

  get subjectKind(): SubjectKind {
    return this.#claims.subjectKind;
  }

  get subjectId(): string {
    return this.#claims.subjectId;
  }

  get body(): string {
    const body = this.#body;
    return typeof body === 'string' ? body : body.bytes.toString('utf8', body.start, body.end);
  }

  get bodyBytes(): BodyBytes | null {
    return typeof this.#body === 'string' ? null : this.#body;
  }

  get #claims(): Claims {
    return claimsOfBody(this.body);
  }
}

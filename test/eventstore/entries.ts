import { createHash } from 'node:crypto';
import type { County } from '../../events/values/county.js';
import { parseCounty } from '../../events/values/county.js';
import { formatInstantMillis, parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { parseValue } from '../../events/wire/parse.js';
import type { LedgerEntry, StoredRecord } from '../../src/store/event-log.js';
import type { Replica } from '../../src/store/eventstore/catch-up.js';
import { LedgerStreamDamaged } from '../../src/store/eventstore/failures.js';

export const COUNTY: County = parseCounty('19') as County;
export const STREAM = `ledger-${COUNTY}`;

const RECORDED: Instant = parseInstant('2006-10-03T17:05:00Z') as Instant;

/** A UUID made of a number, the same in every run. */
export const idOf = (number: number, family = 0): string => {
  const tail = number.toString(16).padStart(12, '0');
  return `00000000-0000-4000-8${family.toString(16).padStart(3, '0')}-${tail}`;
};

export interface EntryShape {
  /** Makes other ids. */
  readonly family?: number;
  /** Makes the record that much longer, characters. */
  readonly padding?: number;
  /** Makes other content under the same id. */
  readonly name?: string;
  readonly recorded?: Instant;
}

/** The entry at a position: a participant, the only record that has to wait for nothing. */
export const entryAt = (position: number, shape: EntryShape = {}): LedgerEntry => {
  const { family = 0, padding = 0, name = 'Ana', recorded = RECORDED + position } = shape;
  const first = name + 'x'.repeat(Math.min(padding, 90));
  const parsed = parseValue({
    id: idOf(position, family),
    type: 'ParticipantRegistered',
    county: COUNTY,
    effective: '2006-09-12',
    data: { participant: `P-${String(position)}`, name: { first, last: 'Ruiz' } },
  });
  if (parsed.kind === 'rejection') throw new Error(parsed.message);
  const { body, typeCode, subjectKind, subjectId, effective } = parsed;
  const instant = formatInstantMillis(recorded);
  const leaf = createHash('sha256')
    .update(`\0{"position":${String(position)},"record":${body},"recorded":"${instant}"}`)
    .digest();
  return {
    position,
    recorded,
    id: idOf(position, family),
    type: 'ParticipantRegistered',
    body,
    typeCode,
    subjectKind,
    subjectId,
    subject: 0,
    effective,
    corrects: 0,
    root: position,
    ref: 0,
    ref2: 0,
    leaf,
  };
};

/** Entries for the positions from one to another, both included. */
export const entriesFrom = (from: number, to: number, shape: EntryShape = {}): LedgerEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entryAt(from + index, shape));

export const storedOf = ({ position, recorded, id, type, body }: LedgerEntry): StoredRecord => ({
  position,
  recorded,
  id,
  type,
  body,
});

/** A replica in memory, as strict as the SQLite one: no gap, no id twice. */
export class MemoryReplica implements Replica {
  readonly records: StoredRecord[] = [];
  readonly #ids = new Set<string>();
  /** Waited for before every page, to make it slow. */
  beforeTaking: (() => Promise<void>) | null = null;

  size(): number {
    return this.records.length;
  }

  recordAt(_county: County, position: number): StoredRecord {
    const record = this.records[position - 1];
    if (record === undefined) throw new Error(`no record at ${String(position)}`);
    return record;
  }

  async take(county: County, records: readonly StoredRecord[]): Promise<void> {
    if (this.beforeTaking !== null) await this.beforeTaking();
    for (const record of records) {
      if (record.position <= this.records.length) continue;
      if (record.position !== this.records.length + 1) {
        throw new Error(`gap before ${String(record.position)}`);
      }
      if (this.#ids.has(record.id)) {
        const finding = `the record's id ${record.id} is in the ledger already.`;
        throw new LedgerStreamDamaged(county, STREAM, record.position, finding);
      }
      this.#ids.add(record.id);
      this.records.push(record);
    }
  }
}

export const readAll = async (
  pages: AsyncIterable<readonly StoredRecord[]>,
): Promise<StoredRecord[]> => {
  const all: StoredRecord[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

/** Waits until something holds, looked at every few milliseconds. */
export const until = async (holds: () => boolean, patienceMs = 20_000): Promise<void> => {
  const end = Date.now() + patienceMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error('What was waited for did not come.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

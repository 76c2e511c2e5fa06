import type { LedgerRecord } from '../../record.js';
import { RECORD_SCHEMAS, RECORD_TYPES } from '../../records/schemas.js';
import type { Day } from '../../values/day.js';
import { instantOfMs } from '../../values/instant.js';
import type { Instant } from '../../values/instant.js';
import { planOfObject } from '../plan.js';
import { isAt } from './plain-forms.js';
import { PlainLine } from './plain-line.js';
import { plainPlanOf } from './plain-plan.js';
import type { PlainNode } from './plain-plan.js';
import { recordOfLine } from './plain-record.js';

const CARRIAGE_RETURN = 13;
const BLANK = 32;
const QUOTE = 34;
const TYPE_KEY = Buffer.from('"type":');

/** A type of record, as plain lines of it are read: its fields' slots are -1 where it has none of the name. */
interface PlainType {
  readonly typeCode: number;
  readonly node: PlainNode;
  readonly record: LedgerRecord;
  readonly slots: Readonly<
    Record<'effective' | 'recorded' | 'corrects' | 'reason' | 'case' | 'child', number>
  >;
}

/** What was read of a plain line. The record's fields are there until the next line is read. */
export interface PlainRecord {
  readonly typeCode: number;
  readonly record: LedgerRecord;
  readonly effective: Day;
  /** Null where the record carries none. */
  readonly recorded: Instant | null;
}

/**
 * Reads records of plainly spelt lines from their bytes, without making objects and texts of all that they hold: what
 * `parseLine` answers of an accepted line of the local `ingest` command, in a quarter of its time. What is not plain, or no
 * record, is left to `parseLine`.
 */
export class PlainRecords {
  readonly #line: PlainLine;
  readonly #types: ReadonlyMap<number, PlainType>;
  #typeKeyAt = 0;
  #latest: PlainType | null = null;

  constructor() {
    const plans = RECORD_TYPES.map(({ name, code }) => {
      const node = plainPlanOf(planOfObject(RECORD_SCHEMAS[name]), 'recorded');
      return { name, code, node };
    });
    this.#line = new PlainLine(Math.max(...plans.map(({ node }) => node.width)));
    this.#types = new Map(
      plans.map(({ name, code, node }) => {
        const slotOf = (field: string): number =>
          node.fields.find((each) => each.name === field)?.offset ?? -1;
        const slots = {
          effective: slotOf('effective'),
          recorded: slotOf('recorded'),
          corrects: slotOf('corrects'),
          reason: slotOf('reason'),
          case: slotOf('case'),
          child: slotOf('child'),
        };
        const record = recordOfLine(this.#line, node);
        return [hashOf(Buffer.from(`${name}"`), 0), { typeCode: code, node, record, slots }];
      }),
    );
    if (this.#types.size < RECORD_TYPES.length) throw new Error('Two types have one hash.');
  }

  /** The record that stands from `start` up to `end`; null where `parseLine` has to say what does. */
  read(bytes: Buffer, start: number, end: number): PlainRecord | null {
    this.#latest = null;
    const type = this.#typeIn(bytes, start, end);
    if (type === undefined) return null;
    const line = this.#line;
    const { slots, typeCode, record } = type;
    // A line that ends as lines do elsewhere has a carriage return behind it.
    const last = bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    if (line.read(type.node, bytes, start) !== last) return null;
    if (line.has(slots.corrects) && !line.has(slots.reason)) return null;
    if (line.has(slots.case) && line.has(slots.child)) return null;
    this.#latest = type;
    return {
      typeCode,
      record,
      effective: line.number(slots.effective) as Day, // the slot of a day
      recorded: line.has(slots.recorded) ? instantOfMs(line.number(slots.recorded)) : null,
    };
  }

  /** Writes the canonical body of what was read last, no longer than its line; answers where it ends. */
  writeBody(out: Uint8Array, at: number): number {
    if (this.#latest === null) throw new Error('No plain line was read.');
    return this.#line.write(this.#latest.node, out, at);
  }

  /** The type that a line names: where the line before named its own, or wherever the key is. */
  #typeIn(bytes: Buffer, start: number, end: number): PlainType | undefined {
    let key = start + this.#typeKeyAt;
    if (!isAt(TYPE_KEY, bytes, key)) {
      // In a line without escapes these bytes are a key wherever they are.
      key = bytes.indexOf(TYPE_KEY, start);
      if (key === -1 || key >= end) return undefined;
      this.#typeKeyAt = key - start;
    }
    const value = key + TYPE_KEY.length;
    const from = bytes[value] === BLANK ? value + 1 : value;
    return bytes[from] === QUOTE ? this.#types.get(hashOf(bytes, from + 1)) : undefined;
  }
}

/** Most characters of a type's name that are looked at. */
const TYPE_NAME_MAX = 64;

/** A hash of what stands up to the next quotation mark; the type's own plan compares every byte. */
function hashOf(bytes: Uint8Array, from: number): number {
  let hash = 0;
  for (let at = from; at < from + TYPE_NAME_MAX; at += 1) {
    const byte = bytes[at] ?? QUOTE;
    if (byte === QUOTE) break;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  return hash;
}

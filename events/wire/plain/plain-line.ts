import { COUNTIES } from '../../values/county.js';
import {
  NONE,
  dayIn,
  digitsIn,
  instantIn,
  isAt,
  monthIn,
  recordIdEnd,
  subjectIdEnd,
  textEnd,
  wholeEnd,
} from './plain-forms.js';
import { PLAIN } from './plain-plan.js';
import type { PlainField, PlainNode } from './plain-plan.js';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BLANK = 32;
const MINUS = 45;
const POINT = 46;
const LIST = { begin: 91, end: 93 } as const;
const OBJECT = { begin: 123, end: 125 } as const;

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** Then the slots are begun anew. */
const READINGS_MAX = 2 ** 31 - 1;

/**
 * The values of one line that is spelt plainly: the JSON of an object by its plan, in ASCII, without an escape, with no blanks
 * but one behind a comma or colon, no key twice and no number but a short whole one. That is what programs write; all
 * else is left to who reads any JSON. Values stay where they stand; of a day, an instant, an amount, a choice the number is kept.
 */
export class PlainLine {
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #numbers: Float64Array;
  /** In which reading a slot was filled last. */
  readonly #filled: Int32Array;
  #reading = 0;
  #bytes: Buffer = Buffer.alloc(0);

  /** @param slots - as many as the widest plan takes that is read with it */
  constructor(slots: number) {
    this.#starts = new Int32Array(slots);
    this.#ends = new Int32Array(slots);
    this.#numbers = new Float64Array(slots);
    this.#filled = new Int32Array(slots);
  }

  /** Reads the object that stands from `start` on; answers where it ends, -1 where it is none of the plan or not plain. */
  read(node: PlainNode, bytes: Buffer, start: number): number {
    this.#bytes = bytes;
    if (this.#reading === READINGS_MAX) {
      this.#reading = 0;
      this.#filled.fill(0);
    }
    this.#reading += 1;
    return this.#object(node, 0, start);
  }

  /** Whether the line has the value of a slot. */
  has(slot: number): boolean {
    return this.#filled[slot] === this.#reading;
  }

  /** The number of a value: days, months, milliseconds, cents, a choice's place, 1 for true, a list's length. */
  number(slot: number): number {
    return this.#numbers[slot] ?? NaN;
  }

  /** What stands between a value's quotation marks. */
  text(slot: number): string {
    return this.#bytes.toString(
      'latin1',
      (this.#starts[slot] ?? 0) + 1,
      (this.#ends[slot] ?? 0) - 1,
    );
  }

  /** Writes the canonical JSON (RFC 8785) of what was read, without the fields that are not written; answers its end. */
  write(node: PlainNode, out: Uint8Array, at: number): number {
    return this.#writeObject(node, 0, out, at);
  }

  #object(node: PlainNode, base: number, start: number): number {
    const bytes = this.#bytes;
    let at = start;
    if (bytes[at] !== OBJECT.begin) return NONE;
    at += 1;
    let required = 0;
    if (bytes[at] === OBJECT.end) return node.required === 0 ? at + 1 : NONE;
    for (let place = 0; ; place += 1) {
      const field = fieldAt(node, place, bytes, at);
      if (field === undefined) return NONE;
      const slot = base + field.offset;
      if (this.#filled[slot] === this.#reading) return NONE;
      this.#filled[slot] = this.#reading;
      at = this.#valueBehind(field.node, slot, at + field.key.length);
      if (at === NONE) return NONE;
      if (!field.isOptional) required += 1;
      const behind = bytes[at];
      at += 1;
      if (behind === OBJECT.end) break;
      if (behind !== COMMA) return NONE;
      if (bytes[at] === BLANK) at += 1;
    }
    return required === node.required && this.#isZeroAsAsked(node, base) ? at : NONE;
  }

  #valueBehind(node: PlainNode, slot: number, colon: number): number {
    const bytes = this.#bytes;
    if (bytes[colon] !== COLON) return NONE;
    return this.#value(node, slot, bytes[colon + 1] === BLANK ? colon + 2 : colon + 1);
  }

  #isZeroAsAsked({ zeroWhen }: PlainNode, base: number): boolean {
    if (zeroWhen === null || this.#numbers[base + zeroWhen.flag] !== 1) return true;
    return zeroWhen.amounts.every((amount) => this.#numbers[base + amount] === 0);
  }

  #value(node: PlainNode, slot: number, start: number): number {
    if (node.kind === PLAIN.object) return this.#object(node, slot, start);
    if (node.kind === PLAIN.list) return this.#list(node, slot, start);
    const end = this.#leaf(node, slot, start);
    this.#starts[slot] = start;
    this.#ends[slot] = end;
    return end;
  }

  #leaf(node: PlainNode, slot: number, start: number): number {
    switch (node.kind) {
      case PLAIN.choice:
        return this.#choice(node, slot, start);
      case PLAIN.boolean:
        return this.#boolean(slot, start);
      case PLAIN.integer:
        return this.#integer(node, slot, start);
      default:
        if (this.#bytes[start] !== QUOTE) return NONE;
        return this.#string(node, slot, start + 1);
    }
  }

  /** @param from - behind the opening quotation mark; answered is where the value ends, behind the closing one */
  #string(node: PlainNode, slot: number, from: number): number {
    const bytes = this.#bytes;
    switch (node.kind) {
      case PLAIN.recordId:
        return recordIdEnd(bytes, from);
      case PLAIN.subjectId:
        return subjectIdEnd(bytes, from);
      case PLAIN.day:
        return this.#numbered(slot, dayIn(bytes, from), from + 10);
      case PLAIN.month:
        return this.#numbered(slot, monthIn(bytes, from), from + 7);
      case PLAIN.instant:
        return this.#numbered(slot, instantIn(bytes, from), from + 20);
      case PLAIN.money:
        return this.#money(node, slot, from);
      case PLAIN.county:
        return this.#county(slot, from);
      case PLAIN.text:
        return textEnd(bytes, from, node.max);
      default:
        // Hours and heads of staff: a dozen a year.
        return NONE;
    }
  }

  #numbered(slot: number, number: number, end: number): number {
    if (!(number >= -Infinity) || this.#bytes[end] !== QUOTE) return NONE;
    this.#numbers[slot] = number;
    return end + 1;
  }

  #county(slot: number, from: number): number {
    const number = digitsIn(this.#bytes, from, 2);
    if (!(number >= 1 && number <= COUNTIES.length)) return NONE;
    return this.#numbered(slot, number, from + 2);
  }

  #money({ min, max }: PlainNode, slot: number, from: number): number {
    const bytes = this.#bytes;
    const isNegative = bytes[from] === MINUS;
    const start = isNegative ? from + 1 : from;
    const point = wholeEnd(bytes, start);
    if (point === NONE || bytes[point] !== POINT) return NONE;
    const cents = digitsIn(bytes, point + 1, 2);
    if (cents === NONE) return NONE;
    const total = digitsIn(bytes, start, point - start) * 100 + cents;
    // Zero has no sign, and where an amount may be below zero it may not be zero.
    if (total === 0 && (isNegative || min < 0)) return NONE;
    const amount = isNegative ? -total : total;
    return amount >= min && amount <= max ? this.#numbered(slot, amount, point + 3) : NONE;
  }

  #choice({ choices }: PlainNode, slot: number, start: number): number {
    for (let place = 0; place < choices.length; place += 1) {
      const choice = choices[place];
      if (choice === undefined || !isAt(choice.bytes, this.#bytes, start)) continue;
      this.#numbers[slot] = place;
      return start + choice.bytes.length;
    }
    return NONE;
  }

  #boolean(slot: number, start: number): number {
    const isTrue = isAt(TRUE, this.#bytes, start);
    if (!isTrue && !isAt(FALSE, this.#bytes, start)) return NONE;
    this.#numbers[slot] = isTrue ? 1 : 0;
    return start + (isTrue ? TRUE.length : FALSE.length);
  }

  #integer({ min, max }: PlainNode, slot: number, start: number): number {
    // What is behind it (a point, an exponent) is no comma and no bracket, and ends the reading.
    const end = wholeEnd(this.#bytes, start);
    if (end === NONE) return NONE;
    const value = digitsIn(this.#bytes, start, end - start);
    if (value < min || value > max) return NONE;
    this.#numbers[slot] = value;
    return end;
  }

  #list(node: PlainNode, slot: number, start: number): number {
    const { item, min, max } = node;
    const bytes = this.#bytes;
    if (item === null || bytes[start] !== LIST.begin) return NONE;
    let at = start + 1;
    let count = 0;
    if (bytes[at] === LIST.end) at += 1;
    else {
      for (;;) {
        if (count === max) return NONE;
        at = this.#value(item, slot + 1 + count * item.width, at);
        if (at === NONE) return NONE;
        count += 1;
        const behind = bytes[at];
        at += 1;
        if (behind === LIST.end) break;
        if (behind !== COMMA) return NONE;
        if (bytes[at] === BLANK) at += 1;
      }
    }
    this.#numbers[slot] = count;
    return count >= min && !(node.isUnique && this.#hasTwice(slot + 1, count)) ? at : NONE;
  }

  /** Whether two of some values next to each other are the same text. */
  #hasTwice(first: number, count: number): boolean {
    for (let one = first; one < first + count - 1; one += 1) {
      for (let other = one + 1; other < first + count; other += 1) {
        if (this.#isSame(one, other)) return true;
      }
    }
    return false;
  }

  #isSame(one: number, other: number): boolean {
    const start = this.#starts[one] ?? 0;
    const length = (this.#ends[one] ?? 0) - start;
    const otherStart = this.#starts[other] ?? 0;
    if ((this.#ends[other] ?? 0) - otherStart !== length) return false;
    for (let index = 0; index < length; index += 1) {
      if (this.#bytes[start + index] !== this.#bytes[otherStart + index]) return false;
    }
    return true;
  }

  #writeObject(node: PlainNode, base: number, out: Uint8Array, start: number): number {
    let at = start;
    for (const field of node.sorted) {
      const slot = base + field.offset;
      if (!field.isWritten || this.#filled[slot] !== this.#reading) continue;
      at = copied(field.prefix, 0, field.prefix.length, out, at);
      at = this.#writeValue(field.node, slot, out, at);
    }
    // The comma in front of the first field makes room for the brace.
    if (at === start) {
      out[at] = OBJECT.begin;
      at += 1;
    } else out[start] = OBJECT.begin;
    out[at] = OBJECT.end;
    return at + 1;
  }

  #writeValue(node: PlainNode, slot: number, out: Uint8Array, start: number): number {
    if (node.kind === PLAIN.object) return this.#writeObject(node, slot, out, start);
    const { item } = node;
    if (item === null) {
      return copied(this.#bytes, this.#starts[slot] ?? 0, this.#ends[slot] ?? 0, out, start);
    }
    let at = start;
    out[at] = LIST.begin;
    at += 1;
    const count = this.#numbers[slot] ?? 0;
    for (let index = 0; index < count; index += 1) {
      if (index > 0) {
        out[at] = COMMA;
        at += 1;
      }
      at = this.#writeValue(item, slot + 1 + index * item.width, out, at);
    }
    out[at] = LIST.end;
    return at + 1;
  }
}

/** The field whose key stands there; undefined where none does. */
function fieldAt(
  node: PlainNode,
  place: number,
  bytes: Uint8Array,
  at: number,
): PlainField | undefined {
  const expected = node.fields[node.order[place] ?? 0];
  if (expected !== undefined && isAt(expected.key, bytes, at)) return expected;
  const found = node.fields.findIndex(({ key }) => isAt(key, bytes, at));
  if (found === -1) return undefined;
  if (place < node.order.length) node.order[place] = found;
  return node.fields[found];
}

function copied(from: Uint8Array, start: number, end: number, out: Uint8Array, at: number): number {
  let to = at;
  for (let index = start; index < end; index += 1) {
    out[to] = from[index] ?? 0;
    to += 1;
  }
  return to;
}

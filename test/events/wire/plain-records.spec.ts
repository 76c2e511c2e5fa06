import { claimsOf } from '../../../events/claims.js';
import { RECORD_TYPES } from '../../../events/records/schemas.js';
import { parseLine } from '../../../events/wire/parse.js';
import { PlainRecords } from '../../../events/wire/plain/plain-records.js';
import { encodeScalars } from '../../../projections/columns/encode.js';
import type { LedgerRecord } from '../../../events/record.js';
import { mutatedLine } from '../../soak/mutated-line.js';
import { seededRandom } from '../../soak/seeded-random.js';
import type { SeededRandom } from '../../soak/seeded-random.js';
import { SOAK, seedOf } from '../../store/soak.js';
import { randomLedger } from '../../support/random-ledger.js';
import { sampleRecord } from '../../support/records.js';

const SEED = seedOf(19);
const REFS = { ref: 1_000, ref2: 2_000, childNumber: (id: string): number => id.length };
const plain = new PlainRecords();

/** What is read of a line that stands in the midst of others; null where it is left to `parseLine`. */
function plainly(line: Buffer): unknown {
  const before = Buffer.from('{"id":"another line"}\n');
  const bytes = Buffer.concat([before, line, Buffer.from('\n{"type":"CaseOpened"}\n')]);
  const read = plain.read(bytes, before.length, before.length + line.length);
  if (read === null) return null;
  const out = Buffer.alloc(line.length + 3);
  const end = plain.writeBody(out, 3);
  return answerOf(read.record, {
    typeCode: read.typeCode,
    effective: read.effective,
    recorded: read.recorded,
    body: out.toString('utf8', 3, end),
  });
}

function parsed(line: Buffer): unknown {
  const read = parseLine(line);
  if (read.kind === 'rejection') return null;
  const { typeCode, effective, recorded, body } = read;
  return answerOf(read.record, { typeCode, effective, recorded, body });
}

/** All that is asked of a record, and all that it holds. */
function answerOf(record: LedgerRecord, rest: object): unknown {
  const scalars: number[] = [];
  encodeScalars(record, REFS, scalars);
  const held: unknown = JSON.parse(JSON.stringify(record));
  return { ...rest, claims: claimsOf(record), scalars, record: held };
}

/** The same object, its keys in any order, and perhaps with a blank behind each comma and colon. */
function spelled(value: unknown, random: SeededRandom): string {
  const blank = random.index(2) === 0 ? ' ' : '';
  const text = (of: unknown): string => {
    if (typeof of !== 'object' || of === null) return JSON.stringify(of);
    if (Array.isArray(of)) return `[${of.map(text).join(`,${blank}`)}]`;
    const members = Object.entries(of).map(
      ([key, member]) => [random.index(1_000), `"${key}":${blank}${text(member)}`] as const,
    );
    members.sort(([one], [other]) => one - other);
    return `{${members.map(([, member]) => member).join(`,${blank}`)}}`;
  };
  return `${text(value)}${random.index(4) === 0 ? '\r' : ''}`;
}

const SAMPLES = RECORD_TYPES.flatMap(({ name, subject }) => [
  sampleRecord(name, subject, 'least'),
  sampleRecord(name, subject, 'most'),
]);

describe('a plainly spelt line', () => {
  it('is read as by any reader of JSON, every type with as little and as much as it may hold', () => {
    const random = seededRandom(SEED);
    const read = new Set<unknown>();
    for (const record of SAMPLES) {
      for (let time = 0; time < 5; time += 1) {
        const line = Buffer.from(spelled(record, random));
        const plainRead = plainly(line);
        if (plainRead === null) continue;
        read.add(record['type']);
        expect(plainRead).toEqual(parsed(line));
      }
    }
    // Numbers of staff, a dozen a year, are left to `parseLine`.
    const left = RECORD_TYPES.map(({ name }) => name).filter((name) => !read.has(name));
    expect(left).toEqual(['StaffingReported']);
  });

  it('of a random ledger is nearly always read', () => {
    const lines = randomLedger(SEED).map((record) => Buffer.from(JSON.stringify(record)));
    const read = lines.filter((line) => plainly(line) !== null);
    expect(read.length / lines.length).toBeGreaterThan(0.8);
  });

  it(`is read as by any reader of JSON, or left to it, whatever was done to it (seed ${String(SEED)})`, () => {
    const random = seededRandom(SEED);
    const records = [...SAMPLES, ...randomLedger(SEED, { records: 60 })];
    let readCount = 0;
    for (let time = 0; time < 4_000 * SOAK; time += 1) {
      const good = spelled(random.of(records), random);
      const line = random.index(8) === 0 ? Buffer.from(good) : mutatedLine(good, random);
      const end = line.indexOf('\n');
      const first = end === -1 ? line : line.subarray(0, end);
      const read = plainly(first);
      if (read === null) continue;
      readCount += 1;
      expect(read).toEqual(parsed(first));
    }
    expect(readCount).toBeGreaterThan(400);
  });

  it.each([
    ['a key twice', '{"id":"5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11","id":', ''],
    ['an escape', '', '\\u0041'],
    ['an amount of no digits', '', '.00'],
  ])('is left to the reader of JSON where it has %s', (_, begin, amount) => {
    const line = JSON.stringify(sampleRecord('MedicalBillsPaid', 'case', 'least'));
    const damaged = `${begin === '' ? '' : begin}${begin === '' ? line : line.slice('{"id":'.length)}`;
    const bytes = Buffer.from(
      amount === '' ? damaged : damaged.replace(/"amount":"[^"]+"/u, `"amount":"${amount}"`),
    );
    expect(plainly(bytes)).toBeNull();
  });
});

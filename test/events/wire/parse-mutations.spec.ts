import { Check } from 'typebox/value';
import fc from 'fast-check';

import { RECORD_SCHEMAS, RECORD_TYPES } from '../../../events/records/schemas.js';
import { canonicalJson } from '../../../events/wire/canonical.js';
import { parseLine, parseValue } from '../../../events/wire/parse.js';
import type { ParseResult } from '../../../events/wire/parse.js';
import { sampleRecord, without } from '../../support/records.js';

const SEED = 19_0030;
const PARSE_CODES = [
  'MALFORMED',
  'UNKNOWN_TYPE',
  'UNKNOWN_FIELD',
  'INVALID_FIELD',
  'MISSING_REASON',
];

const SAMPLES = RECORD_TYPES.flatMap(({ name, subject }) => [
  sampleRecord(name, subject, 'least'),
  sampleRecord(name, subject, 'most'),
]);

const sampleLine = fc.constantFrom(...SAMPLES).map((record) => JSON.stringify(record));

/** What every answer must be, whatever came in: a proper rejection, or a record that holds what its schema says. */
function expectProper(result: ParseResult): void {
  if (result.kind === 'rejection') {
    expect(PARSE_CODES).toContain(result.code);
    expect(result.message.isWellFormed()).toBe(true);
    expect(result.message.length).toBeLessThan(1000);
    return;
  }
  expect(Check(RECORD_SCHEMAS[result.record.type], result.record)).toBe(true);
  expect(result.body).toBe(canonicalJson(without({ ...result.record }, 'recorded')));
  expect(parseLine(result.body)).toEqual({
    ...result,
    record: JSON.parse(result.body) as unknown,
    recorded: null,
  });
}

describe('whatever comes in', () => {
  it('valid lines give a body that parses to itself', () => {
    for (const record of SAMPLES) {
      const result = parseValue(record);
      expect(result.kind).toBe('record');
      expectProper(result);
    }
  });

  it('lines with bytes changed, cut or put in get a proper answer', () => {
    const change = fc.record({
      at: fc.nat(2000),
      take: fc.constantFrom(0, 1, 1, 2, 9),
      put: fc.uint8Array({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(sampleLine, fc.array(change, { minLength: 1, maxLength: 4 }), (line, changes) => {
        let bytes = Buffer.from(line);
        for (const { at, take, put } of changes) {
          const from = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + take)]);
        }
        expectProper(parseLine(bytes));
        expectProper(parseLine(bytes.toString('latin1')));
      }),
      { seed: SEED, numRuns: 5000 },
    );
  });

  it('records with fields changed, moved or taken away get a proper answer', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: fc.constantFrom('0', '1', '9', '.', '-', 'a', '\ud800', '😀') }),
      fc.constantFrom('0.00', '1.00', '-1.00', '2006-09', '2006-09-30', 'K-1', 'family', true, 0),
    );
    const fields = [...new Set(SAMPLES.flatMap((sample) => namesIn(sample)))];
    const name = fc.oneof(fc.constantFrom(...fields), fc.string());
    const change = fc.record({ at: fc.nat(9), name, value: fc.option(value, { nil: undefined }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        fc.array(change, { maxLength: 3 }),
        (record, changes) => {
          const copy = JSON.parse(JSON.stringify(record)) as unknown;
          for (const { at, name: field, value: given } of changes) {
            const objects = objectsIn(copy);
            const object = objects[at % objects.length] ?? {};
            Object.defineProperty(object, field, {
              value: given,
              enumerable: true,
              configurable: true,
              writable: true,
            });
          }
          expectProper(parseLine(JSON.stringify(copy)));
        },
      ),
      { seed: SEED + 1, numRuns: 5000 },
    );
  });

  it('any JSON value at all gets a proper answer', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expectProper(parseValue(value));
      }),
      { seed: SEED + 2, numRuns: 1000 },
    );
  });
});

function objectsIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((member) => objectsIn(member));
  return Array.isArray(value) ? inner : [value, ...inner];
}

function namesIn(value: unknown): readonly string[] {
  return objectsIn(value).flatMap((object) => Object.keys(object));
}

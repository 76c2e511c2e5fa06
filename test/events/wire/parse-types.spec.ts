import { Check } from 'typebox/value';

import { RECORD_SCHEMAS, RECORD_TYPES } from '../../../events/records/schemas.js';
import { canonicalJson } from '../../../events/wire/canonical.js';
import { parseLine, parseValue } from '../../../events/wire/parse.js';
import { parseDay } from '../../../events/values/day.js';
import { parseInstant } from '../../../events/values/instant.js';
import { sampleRecord, without } from '../../support/records.js';
import type { Json } from '../../support/records.js';

/** Every object inside a record, with a name for it, so that each can be broken in turn. */
function objectsOf(value: unknown, path: string): readonly (readonly [string, Json])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, member]) =>
    objectsOf(member, path === '' ? name : `${path}.${name}`),
  );
  return Array.isArray(value) ? inner : [[path, value as Json], ...inner];
}

/** The record with something done to the object at that index of `objectsOf`. */
function changed(record: Json, at: number, change: (object: Json) => unknown): Json {
  const copy = structuredClone(record);
  change(objectsOf(copy, '')[at]?.[1] ?? {});
  return copy;
}

function codeOf(record: unknown): string {
  const result = parseValue(record);
  return result.kind === 'rejection' ? result.code : result.kind;
}

/** What a RecordVoided is without a field: it may be about the county, and it needs a reason. */
const WITHOUT_FIELD_OF_VOID: Readonly<Record<string, string>> = {
  case: 'record',
  reason: 'MISSING_REASON',
};

const NOT_OF_ANY_FORM: readonly unknown[] = [
  null,
  [],
  {},
  12.5,
  -1,
  '',
  ' ',
  '\ud800',
  'x'.repeat(501),
  ['x', 'x'],
];

/** Fields that take any text: a space is one. */
const FREE_TEXTS: ReadonlySet<string> = new Set([
  ...['reason', 'birthState', 'first', 'last', 'source', 'jurisdiction'],
  ...['fromCounty', 'toCounty'],
]);

describe.each(RECORD_TYPES)('$name', ({ name, code, subject }) => {
  const least = sampleRecord(name, subject, 'least');
  const most = sampleRecord(name, subject, 'most');

  it.each([least, most])('is parsed: %j', (record) => {
    const result = parseLine(JSON.stringify(record));
    expect(result).toEqual({
      kind: 'record',
      record,
      typeCode: code,
      body: canonicalJson(without(record, 'recorded')),
      effective: parseDay('2006-09-12'),
      recorded: 'recorded' in record ? parseInstant('2006-10-03T17:05:00Z') : null,
      subjectKind: subject === 'target' ? 'case' : subject,
      subjectId: record['case'] ?? record['child'] ?? '',
      claims: expect.objectContaining({
        id: record['id'],
        type: record['type'],
        county: record['county'],
        corrects: record['corrects'] ?? null,
      }) as unknown,
    });
    expect(Check(RECORD_SCHEMAS[name], record)).toBe(true);
  });

  it('is read from bytes, in any order of keys, to the same body', () => {
    const backwards = Object.fromEntries(Object.entries(most).reverse());
    const result = parseLine(Buffer.from(JSON.stringify(backwards)));
    expect(result).toEqual(parseValue(most));
  });

  it('has no field besides its own, in any of its objects', () => {
    objectsOf(most, '').forEach(([path], at) => {
      for (const stranger of ['x', '__proto__', 'constructor', 'hasOwnProperty', '', '\ud800']) {
        const value: unknown = { first: 'a' };
        const record = changed(most, at, (object) =>
          Object.defineProperty(object, stranger, { value, enumerable: true }),
        );
        const result = parseValue(record);
        expect(result).toMatchObject({ kind: 'rejection', code: 'UNKNOWN_FIELD', id: most['id'] });
        if (result.kind === 'rejection') {
          expect(result.message.isWellFormed()).toBe(true);
          expect(result.message).toContain(`${name} has no field`);
          if (stranger === 'x')
            expect(result.message).toContain(
              `\`${path === '' ? '' : `${path.replace(/\.(\d+)/u, '[$1]')}.`}x\``,
            );
        }
      }
    });
  });

  it('needs every field of its least form', () => {
    objectsOf(least, '').forEach(([path, object], at) => {
      for (const field of Object.keys(object)) {
        const place = path === '' ? field : `${path}.${field}`;
        const found = codeOf(
          changed(least, at, (members) => Reflect.deleteProperty(members, field)),
        );
        const expected = name === 'RecordVoided' ? WITHOUT_FIELD_OF_VOID[place] : undefined;
        expect([place, found]).toEqual([place, expected ?? 'INVALID_FIELD']);
      }
    });
  });

  it('does without every other field, but for the reason of a correction', () => {
    objectsOf(most, '').forEach(([path, object], at) => {
      const needed = objectsOf(least, '').find(([other]) => other === path)?.[1] ?? object;
      for (const field of Object.keys(object).filter((own) => !(own in needed))) {
        const found = codeOf(
          changed(most, at, (members) => Reflect.deleteProperty(members, field)),
        );
        expect([path, field, found]).toEqual([
          path,
          field,
          path === '' && field === 'reason' ? 'MISSING_REASON' : 'record',
        ]);
      }
    });
  });

  it('takes in no field what is of no form', () => {
    objectsOf(most, '').forEach(([path, object], at) => {
      for (const field of Object.keys(object)) {
        for (const value of NOT_OF_ANY_FORM) {
          if (FREE_TEXTS.has(field) && value === ' ') continue;
          if (field === 'data' && JSON.stringify(value) === JSON.stringify(least['data'])) continue;
          if (
            Array.isArray(value) &&
            value.length === 0 &&
            ['children', 'addsChildren'].includes(field)
          )
            continue;
          const record = changed(most, at, (members) => {
            members[field] = value;
          });
          const isTypeName = path === '' && field === 'type' && typeof value === 'string';
          const expected = isTypeName ? 'UNKNOWN_TYPE' : 'INVALID_FIELD';
          expect([path, field, value, codeOf(record)]).toEqual([path, field, value, expected]);
        }
      }
    });
  });

  it('names the field that breaks its form', () => {
    const result = parseValue({ ...least, effective: '2006-02-29' });
    expect(result).toMatchObject({
      code: 'INVALID_FIELD',
      id: least['id'],
      message:
        '`effective` is "2006-02-29": give a day that exists, YYYY-MM-DD, in the years 1900 to 2100, such as "2006-09-12".',
    });
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fieldsOfData } from '../../events/reference/described-fields.js';
import { schemaOfAnyRecord, schemaOfType } from '../../events/reference/json-schema.js';
import {
  REFUSALS_OF_ALL,
  REFUSALS_OF_CORRECTIONS,
  TOLD_REFUSALS,
  refusalsOf,
} from '../../events/reference/refusals.js';
import {
  PARTS_OF_LIFE,
  exampleCorrection,
  exampleRecord,
  toldOf,
} from '../../events/reference/told-types.js';
import { RECORD_TYPES } from '../../events/records/schemas.js';
import { TYPE_CODE } from '../../events/registry.js';
import type { RecordType } from '../../events/registry.js';
import { REJECTION_CODES } from '../../events/rejections.js';
import { parseValue } from '../../events/wire/parse.js';
import { recordsPage } from '../../src/printing/reference/records-page.js';
import { LedgerUnderTest } from '../ledger/acceptance/ledger-under-test.js';

const ROOT = join(import.meta.dirname, '..', '..');
const inOrder = PARTS_OF_LIFE.flatMap(({ types }) => types);
const names = RECORD_TYPES.map(({ name }) => name);

type Sent = Parameters<LedgerUnderTest['decide']>[0];
const sent = (record: object): Sent => record as Sent;

/** What the examples rest on besides each other: a second child, and an order that another re-establishes. */
const BEFORE: Readonly<Partial<Record<RecordType, object>>> = {
  ChildAddedToCase: {
    id: '19000002-0000-4000-8000-000000000001',
    type: 'ChildRegistered',
    county: '19',
    child: 'K-78',
    effective: '2006-01-02',
    data: { birthDate: '2003-08-08', bornOutOfWedlock: false },
  },
  SupportOrderEstablished: {
    ...exampleRecord('SupportOrderEstablished'),
    id: '19000002-0000-4000-8000-000000000002',
    data: {
      order: 'O-1',
      establishedBy: 'other',
      kind: 'permanent',
      terms: toldOf('SupportOrderModified').example['terms' as never],
    },
  },
};

describe('the reference of records', () => {
  it('given the schemas of today, docs/records.md is what is made of them', () => {
    // `npm run docs:records` makes it anew.
    expect(readFileSync(join(ROOT, 'docs/records.md'), 'utf8')).toBe(recordsPage());
  });

  it('tells of each type once, in a part of the life of a case', () => {
    expect(names).toHaveLength(Object.keys(TYPE_CODE).length);
    expect(inOrder.toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('tells of the fields of %s, and of no others', (type) => {
    const paths = fieldsOfData(type).map(({ path }) => path.slice('data.'.length));
    expect(Object.keys(toldOf(type).fields).toSorted()).toEqual(paths.toSorted());
  });

  it('has examples that a ledger takes one behind the other, and then a correction of each', () => {
    const ledger = new LedgerUnderTest();
    ledger.now = Date.UTC(2007, 0, 2, 12);
    const told = inOrder.flatMap((type) => {
      const before = BEFORE[type];
      const first = before === undefined ? [] : [ledger.send(sent(before))];
      return [...first, ledger.send(sent(exampleRecord(type)))];
    });
    expect(told.filter((each) => each !== 'accepted')).toEqual([]);
    const corrected = inOrder
      // What was voided is superseded, and a void cannot be corrected.
      .filter((type) => type !== 'InterestAccrued' && type !== 'RecordVoided')
      .map((type) => [type, ledger.send(sent(exampleCorrection(type)))]);
    expect(corrected.filter(([, became]) => became !== 'accepted')).toEqual([]);
  });

  it('has an example of every field, and says of an empty ledger what refuses it', () => {
    for (const type of names) {
      const record = exampleRecord(type);
      const data = record.data as Readonly<Record<string, unknown>>;
      const top = fieldsOfData(type)
        .map(({ path }) => path.slice('data.'.length))
        .filter((path) => !/[.[]/u.test(path));
      expect([type, Object.keys(data).toSorted()]).toEqual([type, top.toSorted()]);
      const became = new LedgerUnderTest();
      became.now = Date.UTC(2007, 0, 2, 12);
      const code = became.send(sent(record));
      const known: readonly string[] = ['accepted', ...refusalsOf(type), 'UNKNOWN_CORRECTED'];
      expect([type, known.includes(code) ? 'told' : code]).toEqual([type, 'told']);
    }
  });
});

describe('the refusals', () => {
  it('are all told, each met by every record, by corrections or by some types', () => {
    expect(Object.keys(TOLD_REFUSALS)).toEqual([...REJECTION_CODES]);
    const met = new Set([
      ...REFUSALS_OF_ALL,
      ...REFUSALS_OF_CORRECTIONS,
      ...names.flatMap((type) => refusalsOf(type)),
    ]);
    expect(REJECTION_CODES.filter((code) => !met.has(code))).toEqual([]);
  });
});

describe('the JSON Schema of a record', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
  const ofAny = ajv.compile(schemaOfAnyRecord());

  it.each(names)('of %s takes its example and its correction, and no field besides', (type) => {
    const validate = ajv.compile(schemaOfType(type));
    const record = exampleRecord(type);
    const corrected = type === 'RecordVoided' ? record : exampleCorrection(type);
    expect([validate(record), validate(corrected), ofAny(record)]).toEqual([true, true, true]);
    expect(validate({ ...record, note: 'x' })).toBe(false);
    expect(validate({ ...record, data: { ...record.data, note: 'x' } })).toBe(false);
  });

  it('asks for what the parser asks: no zero amounts, a reason, nothing owed by a reserved order', () => {
    const validate = ofAny;
    const order = exampleRecord('SupportOrderEstablished');
    const reserved = {
      currentSupport: '1.00',
      cashMedical: '0.00',
      healthInsurance: true,
      reserved: true,
    };
    const wrong = [
      { ...exampleRecord('MedicalBillsPaid'), data: { amount: '0.00' } },
      {
        ...exampleRecord('ArrearsAdjusted'),
        data: { amount: '-0.00', owedTo: 'family', forPeriod: '2006-01' },
      },
      { ...order, data: { ...order.data, terms: reserved } },
      { ...exampleRecord('RecordVoided'), child: 'K-77' },
      { ...exampleRecord('CaseClosed'), data: { reason: '' } },
    ];
    for (const each of wrong) {
      expect([validate(each), parseValue(each).kind]).toEqual([false, 'rejection']);
    }
  });
});

import { Check } from 'typebox/value';

import { RECORD_SCHEMAS } from '../../../events/records/schemas.js';
import { parseValue } from '../../../events/wire/parse.js';
import type { RecordType } from '../../../events/registry.js';
import { sampleRecord } from '../../support/records.js';
import type { Json } from '../../support/records.js';

type Subject = 'case' | 'child' | 'county';

/** What comes of the most complete record of the type with that `data` field (a path of names) set. */
function withField(type: RecordType, subject: Subject, path: string, value: unknown): string {
  const record = sampleRecord(type, subject, 'most');
  const names = path.split('.');
  const last = names.pop() ?? '';
  let object = record['data'] as Json;
  for (const name of names) object = object[name] as Json;
  object[last] = value;
  const result = parseValue(record);
  // The schema as TypeBox understands it must take whatever the parser takes.
  if (result.kind === 'record') return Check(RECORD_SCHEMAS[type], record) ? 'record' : 'schema';
  if (result.code === 'INVALID_FIELD') expect(result.message).toContain(`\`data.${path}`);
  return result.code;
}

const times = (count: number, item: (index: number) => unknown): readonly unknown[] =>
  Array.from({ length: count }, (_, index) => item(index));

const ids = (count: number) => times(count, (index) => `K-${String(index)}`);
const allocations = (count: number) =>
  times(count, () => ({ bucket: 'fee', amount: '1.00', to: 'family' }));

const GOOD = 'record';
const BAD = 'INVALID_FIELD';

describe('amounts', () => {
  it.each([
    ['0.00', BAD],
    ['0.01', GOOD],
    ['999999999.99', GOOD],
    ['1000000000.00', BAD],
    ['-1.00', BAD],
    ['01.00', BAD],
    ['1', BAD],
    ['1.0', BAD],
    [1, BAD],
    ['1.00 ', BAD],
  ])('above zero: %j', (value, expected) => {
    expect(withField('CollectionReceived', 'case', 'amount', value)).toBe(expected);
    expect(withField('MedicalBillsPaid', 'case', 'amount', value)).toBe(expected);
  });

  it.each([
    ['0.00', BAD],
    ['-0.00', BAD],
    ['-0.01', GOOD],
    ['0.01', GOOD],
    ['-999999999.99', GOOD],
    ['-1000000000.00', BAD],
    ['+1.00', BAD],
  ])('of an adjustment, either way: %j', (value, expected) => {
    expect(withField('ArrearsAdjusted', 'case', 'amount', value)).toBe(expected);
  });

  it.each([
    ['0.00', GOOD],
    ['999999999.99', GOOD],
    ['-0.01', BAD],
    ['-0.00', BAD],
  ])('of terms, from zero up: %j', (value, expected) => {
    expect(withField('SupportOrderEstablished', 'case', 'terms.currentSupport', value)).toBe(
      expected,
    );
    expect(withField('SupportOrderModified', 'case', 'terms.cashMedical', value)).toBe(expected);
  });
});

describe('terms', () => {
  const terms = (currentSupport: string, cashMedical: string, reserved: boolean) =>
    withField('SupportOrderEstablished', 'case', 'terms', {
      currentSupport,
      cashMedical,
      healthInsurance: false,
      reserved,
    });

  it('that are reserved have both amounts zero', () => {
    expect(terms('0.00', '0.00', true)).toBe(GOOD);
    expect(terms('0.01', '0.00', true)).toBe(BAD);
    expect(terms('0.00', '0.01', true)).toBe(BAD);
    expect(terms('0.00', '0.00', false)).toBe(GOOD);
    expect(terms('0.01', '0.01', false)).toBe(GOOD);
  });

  it('say which field to mend', () => {
    const record = sampleRecord('SupportOrderModified', 'case', 'least');
    (record['data'] as { terms: Json }).terms['reserved'] = true;
    expect(parseValue(record)).toMatchObject({
      code: BAD,
      message:
        '`data.terms.reserved` is true and an amount is not zero: give "0.00" for `currentSupport` and `cashMedical`, or false.',
    });
  });
});

describe('arrays of ids', () => {
  it.each([
    [ids(0), GOOD],
    [ids(50), GOOD],
    [ids(51), BAD],
    [['K-1', 'k-1'], GOOD],
    [['K-1', 'K-2', 'K-1'], BAD],
    [['K 1'], BAD],
    [[1], BAD],
    [[['K-1']], BAD],
    ['K-1', BAD],
    [{ 0: 'K-1', length: 1 }, 'INVALID_FIELD'],
  ])('%#', (value, expected) => {
    expect(withField('SupportOrderEstablished', 'case', 'children', value)).toBe(expected);
    expect(withField('SupportOrderModified', 'case', 'addsChildren', value)).toBe(expected);
    expect(withField('CoverageStarted', 'case', 'children', value)).toBe(expected);
  });

  it('name what stands in them twice', () => {
    const record = sampleRecord('CoverageStarted', 'case', 'most');
    (record['data'] as Json)['children'] = ['A', 'B', 'A'];
    expect(parseValue(record)).toMatchObject({
      message: '`data.children` names "A" twice: name each once.',
    });
  });
});

describe('allocations', () => {
  it.each([
    [allocations(0), BAD],
    [allocations(1), GOOD],
    [allocations(20), GOOD],
    [allocations(21), BAD],
    [[...allocations(1), 'x'], BAD],
    [[{ bucket: 'fee', amount: '0.00', to: 'family' }], BAD],
    [[{ bucket: 'fees', amount: '1.00', to: 'family' }], BAD],
    [[{ bucket: 'fee', amount: '1.00' }], BAD],
    [[{ bucket: 'fee', amount: '1.00', to: 'family', note: '' }], 'UNKNOWN_FIELD'],
  ])('%#', (value, expected) => {
    expect(withField('CollectionDistributed', 'case', 'allocations', value)).toBe(expected);
  });
});

describe('text', () => {
  const reason = (value: string) => {
    const result = parseValue({ ...sampleRecord('CaseReopened', 'case', 'most'), reason: value });
    return result.kind === 'record' ? GOOD : result.code;
  };

  it.each([
    [1, 'CaseClosed', 'case', 'reason', 20],
    [1, 'ReferralSent', 'case', 'jurisdiction', 20],
    [1, 'ReferralReceived', 'case', 'jurisdiction', 20],
    [1, 'ChildRegistered', 'child', 'birthState', 100],
    [1, 'ChildRegistered', 'child', 'name.first', 100],
    [1, 'ParticipantRegistered', 'county', 'name.last', 100],
    [1, 'StatewideFigureRecorded', 'county', 'source', 200],
  ] as const)(
    'of %i character up in %s (%s) %s, to %i, counted as code points',
    (_, type, subject, path, max) => {
      for (const character of ['a', 'é', '漢', '😀', '"', '\n']) {
        expect(withField(type, subject, path, character)).toBe(GOOD);
        expect(withField(type, subject, path, character.repeat(max))).toBe(GOOD);
        expect(withField(type, subject, path, character.repeat(max + 1))).toBe(BAD);
      }
      expect(withField(type, subject, path, '')).toBe(BAD);
    },
  );

  it('of a reason goes to 500, an empty one is none', () => {
    expect(reason('😀'.repeat(500))).toBe(GOOD);
    expect(reason('a'.repeat(501))).toBe(BAD);
    expect(reason('')).toBe(BAD);
  });

  it.each(['\ud83d', '\ude00', 'a\ud83d', '\ude00\ud83d', 'a\ud83db'])(
    'with half a character is none',
    (half) => {
      expect(withField('ChildRegistered', 'child', 'name.first', half)).toBe(BAD);
      expect(reason(half)).toBe(BAD);
    },
  );
});

describe('days and months in data', () => {
  it.each([
    ['1900-01-01', GOOD],
    ['2100-12-31', GOOD],
    ['1899-12-31', BAD],
    ['2101-01-01', BAD],
    ['2006-02-29', BAD],
  ])('%s', (value, expected) => {
    expect(withField('ChildRegistered', 'child', 'birthDate', value)).toBe(expected);
    expect(withField('CaseTransferredIn', 'case', 'openedOn', value)).toBe(expected);
    expect(withField('TanfTerminationReported', 'case', 'lastGrantMonth', value.slice(0, 7))).toBe(
      value === '2006-02-29' ? GOOD : expected,
    );
    expect(withField('ArrearsAdjusted', 'case', 'forPeriod', value)).toBe(BAD);
  });
});

describe('numbers of staff', () => {
  it.each([
    ['0', GOOD],
    ['0.50', GOOD],
    ['12.5000', GOOD],
    ['999999.9999', GOOD],
    ['1000000', BAD],
    ['1.00000', BAD],
    ['00', BAD],
    ['01', BAD],
    ['1.', BAD],
    ['.5', BAD],
    ['-1', BAD],
    ['+1', BAD],
    ['1e2', BAD],
    ['1\n', BAD],
    ['', BAD],
    [1, BAD],
  ])('%j', (value, expected) => {
    expect(withField('StaffingReported', 'county', 'line30.fullTime', value)).toBe(expected);
    expect(withField('StaffingReported', 'county', 'line31.partTimeHours', value)).toBe(expected);
  });
});

describe('figures of the state', () => {
  it.each([
    [0, GOOD],
    [999_999_999, GOOD],
    [1_000_000_000, BAD],
    [-1, BAD],
    [0.5, BAD],
    ['1', BAD],
    [1e300, BAD],
    [true, BAD],
  ])('%j', (value, expected) => {
    expect(withField('StatewideFigureRecorded', 'county', 'value', value)).toBe(expected);
  });

  it.each([
    ['5a', GOOD],
    ['8', GOOD],
    ['8a', GOOD],
    ['10', GOOD],
    ['9', BAD],
    ['5', BAD],
    [8, BAD],
  ])('for line %j', (value, expected) => {
    expect(withField('StatewideFigureRecorded', 'county', 'line', value)).toBe(expected);
  });
});

describe('lines made reportable', () => {
  const PHASED_IN = ['1d', '1e', '1f', '1g', '2f', '2g', '2h', '2i', '33', '34', '35', '36'];

  it.each([
    [PHASED_IN, GOOD],
    [['36'], GOOD],
    [[], BAD],
    [['36', '36'], BAD],
    [['1'], BAD],
    [['1d', '37'], BAD],
    [['1D'], BAD],
  ])('%j', (value, expected) => {
    expect(withField('LineMadeReportable', 'county', 'lines', value)).toBe(expected);
  });
});

// The contract gives them no form of their own: they are strings, as the sender's system names a county.
describe('counties that a case comes from or goes to', () => {
  it.each([
    ['01', GOOD],
    ['58', GOOD],
    ['99', GOOD],
    ['Alpine', GOOD],
    ['ö'.repeat(100), GOOD],
    ['ö'.repeat(101), BAD],
    ['', BAD],
    [1, BAD],
  ])('%j', (value, expected) => {
    expect(withField('CaseTransferredOut', 'case', 'toCounty', value)).toBe(expected);
    expect(withField('CaseTransferredIn', 'case', 'fromCounty', value)).toBe(expected);
  });
});

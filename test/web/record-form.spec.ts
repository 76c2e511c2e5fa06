import { exampleCorrection, exampleRecord, toldOf } from '../../events/reference/told-types.js';
import { RECORD_TYPES } from '../../events/records/schemas.js';
import type { RecordType } from '../../events/registry.js';
import type { LedgerRecord } from '../../events/record.js';
import { parseCounty } from '../../events/values/county.js';
import { parseValue } from '../../events/wire/parse.js';
import { messageOfForm } from '../../src/web/forms/act-faults.js';
import { fieldsOfForm } from '../../src/web/forms/record-form.js';
import type { FormTexts } from '../../src/web/forms/form-texts.js';
import {
  fieldOfPath,
  recordTyped,
  textsOfRecord,
} from '../../src/web/pages/records/typed-record.js';
import { present } from '../store/present.js';

const COUNTY = present(parseCounty('19'));

/** What a form says, as the record that it is sent as. */
function typed(type: RecordType, texts: FormTexts, id: string, corrected: LedgerRecord | null) {
  const of = { id, county: COUNTY, type, corrected };
  return recordTyped(of, fieldsOfForm(type, texts), texts);
}

describe('the form of a record', () => {
  it.each(RECORD_TYPES.map(({ name }) => name).filter((name) => name !== 'RecordVoided'))(
    'of type %s has a place for everything that such a record says',
    (type) => {
      const record = exampleRecord(type);
      const entered = typed(type, textsOfRecord(record), record.id, null);
      expect(parseValue(entered, 'live')).toMatchObject({ kind: 'record' });
      expect(JSON.parse(JSON.stringify(entered))).toEqual(JSON.parse(JSON.stringify(record)));
      const correction = exampleCorrection(type);
      const texts = new Map([...textsOfRecord(record), ['reason', correction.reason ?? '']]);
      const corrected = typed(type, texts, correction.id, record);
      expect(parseValue(corrected, 'live')).toMatchObject({ kind: 'record' });
      expect(corrected['corrects']).toBe(record.id);
      for (const field of fieldsOfForm(type, texts)) expect(field.hint).not.toBe('');
    },
  );

  it('voids a record with the case of what is voided', () => {
    const record = exampleRecord('InterestAccrued');
    const texts = new Map([
      ['effective', '2006-10-02'],
      ['reason', 'entered for another case'],
    ]);
    const entered = typed('RecordVoided', texts, exampleRecord('RecordVoided').id, record);
    expect(parseValue(entered, 'live')).toMatchObject({ kind: 'record' });
    expect(entered).toMatchObject({ case: '1900001', corrects: record.id, data: {} });
  });

  it('tells what each field says', () => {
    const fields = fieldsOfForm('SupportOrderEstablished', new Map());
    const told = toldOf('SupportOrderEstablished').fields;
    expect(fields.find(({ path }) => path === 'terms.reserved')?.meaning).toBe(
      told['terms.reserved'],
    );
  });
});

describe('a refusal beside a field', () => {
  it.each([
    [
      '`data.amount` is "0": give an amount above zero as a string with two decimals, such as "125.00".',
      '“amount” is "0": give an amount above zero with two decimals, such as "125.00".',
    ],
    [
      '`data.value` is 1.5: give a whole number from 0 to 999999999, not as a string.',
      '“value” is 1.5: give a whole number from 0 to 999999999.',
    ],
    [
      '`data.allocations[1].bucket` is missing: give one of "current".',
      '“allocations 2, bucket” is missing: give one of "current".',
    ],
    ['`effective` is "x": give a day.', '“day on which it happened” is "x": give a day.'],
    ['give fewer, or a `justification`.', 'give fewer, or a “justification”.'],
  ])('names fields as the form does: %s', (sent, shown) => {
    expect(messageOfForm(sent)).toBe(shown);
  });
});

describe('a list of a form', () => {
  const type = 'CollectionDistributed';
  const row = (place: number, amount: string): readonly [string, string][] => [
    [`allocations.${String(place)}.bucket`, 'current'],
    [`allocations.${String(place)}.amount`, amount],
    [`allocations.${String(place)}.to`, 'family'],
  ];
  const form = (...rows: readonly (readonly [string, string])[]): FormTexts =>
    new Map([
      ...([
        ['case', '1900001'],
        ['effective', '2006-09-28'],
        ['distribution', 'D-1'],
        ['collection', 'C-1'],
      ] as const),
      ...rows,
    ]);

  it('keeps its rows whole where one before them was left empty', () => {
    const entered = typed(type, form(...row(1, '10.00'), ...row(3, '20.00')), 'x', null);
    expect(entered['data']).toMatchObject({
      allocations: [
        { bucket: 'current', amount: '10.00', to: 'family' },
        { bucket: 'current', amount: '20.00', to: 'family' },
      ],
    });
  });

  it('says what is wrong beside the row that was typed', () => {
    const texts = form(...row(1, '10.00'), ...row(3, 'twenty'));
    const entered = typed(type, texts, crypto.randomUUID(), null);
    const parsed = parseValue(entered, 'live');
    const message = parsed.kind === 'rejection' ? parsed.message : '';
    expect(fieldOfPath(message, fieldsOfForm(type, texts), texts)).toBe('allocations.3.amount');
  });

  it('has a place for all rows of a record that is corrected, and one more', () => {
    const rows = Array.from({ length: 6 }, (_, place) => row(place, '1.00')).flat();
    const paths = fieldsOfForm(type, form(...rows)).map(({ path }) => path);
    expect(paths).toContain('allocations.6.amount');
    expect(paths).not.toContain('allocations.7.amount');
    expect(typed(type, form(...rows), 'x', null)['data']).toMatchObject({
      allocations: { length: 6 },
    });
  });

  it('has no more rows than its type takes, whatever a form is sent with', () => {
    const paths = fieldsOfForm(type, form(['allocations.999.amount', '1.00']));
    expect(paths.filter(({ path }) => path.endsWith('.amount'))).toHaveLength(20);
  });
});

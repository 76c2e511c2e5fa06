import { nearestNames, offered } from '../../../events/values/nearest-names.js';
import { parseValue } from '../../../events/wire/parse.js';
import { readActValue } from '../../../events/acts/read-access-act.js';

describe('the names that are spelt most like one', () => {
  const KNOWN = ['amount', 'owedTo', 'order', 'forPeriod'];

  it.each([
    ['amuont', ['amount']],
    ['AMOUNT', ['amount']],
    ['ordr', ['order']],
    ['owed_to', ['owedTo']],
    ['x', []],
    ['', []],
    ['a'.repeat(200), []],
    ['something else', []],
  ])('of %p are %p', (unknown, expected) => {
    expect(nearestNames(unknown, KNOWN)).toEqual(expected);
  });

  it('are at most three, the nearest first, and by name where they are as near', () => {
    expect(nearestNames('aab', ['aaa', 'aac', 'aad', 'aab1', 'zzz'])).toEqual([
      'aaa',
      'aab1',
      'aac',
    ]);
  });

  it('are offered as the end of a sentence', () => {
    expect(offered([])).toBe('');
    expect(offered(['a'])).toBe(' Did you mean `a`?');
    expect(offered(['a', 'b', 'c'])).toBe(' Did you mean `a`, `b` or `c`?');
  });
});

describe('a refusal for a name that is unknown', () => {
  const record = {
    id: '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11',
    type: 'MedicalBillsPaid',
    county: '19',
    case: '1900001',
    effective: '2006-01-02',
    data: { amount: '1.00' },
  };
  const messageOf = (value: unknown): string => {
    const result = parseValue(value);
    return result.kind === 'rejection' ? `${result.code}: ${result.message}` : 'taken';
  };

  it('names the types and fields that are nearest', () => {
    expect(messageOf({ ...record, type: 'MedicalBilsPaid' })).toBe(
      'UNKNOWN_TYPE: The type "MedicalBilsPaid" is none of the record types: correct the spelling of `type`. Did you mean `MedicalBillsPaid`?',
    );
    expect(messageOf({ ...record, type: 'PaymentMade' })).toBe(
      'UNKNOWN_TYPE: The type "PaymentMade" is none of the record types: correct the spelling of `type`. "plumbline types" lists them.',
    );
    expect(messageOf({ ...record, data: { amuont: '1.00' } })).toBe(
      'UNKNOWN_FIELD: MedicalBillsPaid has no field `data.amuont`: leave it out or correct its spelling. Did you mean `amount`?',
    );
    expect(messageOf({ ...record, efective: '2006-01-02' })).toContain('Did you mean `effective`?');
  });

  it('names the acts of access and their fields likewise', () => {
    expect(JSON.stringify(readActValue({ act: 'GrantGivn' }))).toContain(
      'Did you mean `GrantGiven`?',
    );
  });
});

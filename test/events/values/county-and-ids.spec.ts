import { COUNTIES, parseCounty } from '../../../events/values/county.js';
import { isRecordId, isSubjectId } from '../../../events/values/ids.js';

describe('a county', () => {
  it('is one of 58, "01" to "58"', () => {
    expect(COUNTIES).toHaveLength(58);
    expect(COUNTIES[0]).toBe('01');
    expect(COUNTIES[57]).toBe('58');
    expect(COUNTIES.map((county) => parseCounty(county))).toEqual(COUNTIES);
  });

  it.each(['00', '59', '1', '001', '1a', ' 1', '-1', '', '０１'])('is not %j', (text) => {
    expect(parseCounty(text)).toBeNull();
  });
});

describe('a record id', () => {
  it.each(['5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11', '00000000-0000-0000-0000-000000000000'])(
    'is %s',
    (text) => {
      expect(isRecordId(text)).toBe(true);
    },
  );

  it.each([
    '5F0C0A52-6A0E-4D0A-9F1D-1D2F6F0B7A11',
    '5f0c0a526a0e4d0a9f1d1d2f6f0b7a11',
    '{5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11}',
    '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a1',
    '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a111',
    '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a1g',
    '5f0c0a526-a0e-4d0a-9f1d-1d2f6f0b7a11',
    '',
  ])('is not %j', (text) => {
    expect(isRecordId(text)).toBe(false);
  });
});

describe('a subject id', () => {
  it.each(['a', 'Z', '0', '-', 'K-77', 'a'.repeat(32)])('is %s', (text) => {
    expect(isSubjectId(text)).toBe(true);
  });

  it.each([
    '',
    'a'.repeat(33),
    'a b',
    'a_b',
    'é',
    'a\n',
    'a.b',
    'Ａ',
    '@',
    '[',
    '`',
    '{',
    '/',
    ':',
  ])('is not %j', (text) => {
    expect(isSubjectId(text)).toBe(false);
  });
});

import { CountyLedger } from '../support/county-ledger.js';
import type { StaffOfLine } from '../support/county-ledger.js';

describe.each(['30', '31'] as const)('Line %s: staff', (line) => {
  const reported = (day: string, staff: StaffOfLine): CountyLedger => {
    const county = new CountyLedger();
    return line === '30' ? county.staff(day, staff) : county.staff(day, ['1', '1'], staff);
  };

  it.each([
    [['12', '0'], '12.00'],
    [['12', '173'], '13.00'],
    [['12.5', '86.5'], '13.00'],
    // 0.865 hours are 0.005: a half, which goes up.
    [['0', '0.865'], '0.01'],
    [['0', '0.8649'], '0.00'],
    [['0.005', '0'], '0.01'],
    [['0.0049', '0'], '0.00'],
    // Rounded once, the sum: not the part-time share by itself.
    [['0.0025', '0.4325'], '0.01'],
    [['1.004', '0.865'], '1.01'],
    [['1.0049', '0.0173'], '1.01'],
    [['1.0049', '0.0172'], '1.00'],
    [['3', '1'], '3.01'],
    [['999999.9999', '999999.9999'], '1005780.35'],
  ] as const)('of %j (full time, part-time hours) is %s', (staff, expected) => {
    const september = reported('2006-09-30', staff).closes('2006-09');
    expect(september.cells(line)).toEqual([expected, null, null, null]);
    expect(september.line(line)).toEqual(expected === '0.00' ? [] : [`= ${expected}`]);
  });

  it('is that of the latest report effective in the month', () => {
    const county = reported('2006-09-15', ['5', '0']);
    const staff = (fullTime: string): readonly [StaffOfLine, StaffOfLine] =>
      line === '30'
        ? [
            [fullTime, '0'],
            ['0', '0'],
          ]
        : [
            ['0', '0'],
            [fullTime, '0'],
          ];
    county.staff('2006-09-01', ...staff('4')).staff('2006-10-01', ...staff('6'));
    county.staff('2006-08-31', ...staff('3'));

    expect(county.closes('2006-08').line(line)).toEqual(['= 3.00']);
    expect(county.closes('2006-09').line(line)).toEqual(['= 5.00']);
    expect(county.closes('2006-10').line(line)).toEqual(['= 6.00']);
    county.staff('2006-09-15', ...staff('7'));
    expect(county.closes('2006-09').line(line)).toEqual(['= 7.00']);
  });

  it('is 0.00 in a month without a report', () => {
    const county = reported('2006-08-31', ['5', '0']);
    expect(county.closes('2006-09').cells(line)).toEqual(['0.00', null, null, null]);
    expect(county.closes('2006-09').line(line)).toEqual([]);
  });

  it('does not take the staff of the other line', () => {
    const county = new CountyLedger();
    county.staff('2006-09-30', ['5', '0'], ['7', '0']);
    expect(county.closes('2006-09').line(line)).toEqual([line === '30' ? '= 5.00' : '= 7.00']);
  });
});

describe('Line 32: staff of privatized offices', () => {
  it('is 0.00: counties do not report it', () => {
    const county = new CountyLedger();
    county.staff('2006-09-30', ['5', '0'], ['7', '0']);
    expect(county.closes('2006-09').cells('32')).toEqual(['0.00', null, null, null]);
    expect(county.closes('2006-09').line('32')).toEqual([]);
  });
});

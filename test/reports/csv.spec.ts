import { csvLine } from '../../src/reports/csv.js';
import { csvRows } from '../support/csv-rows.js';
import { HOSTILE_CHARACTERS } from '../support/hostile-texts.js';

describe('a line of CSV', () => {
  it('has quotes around a field only where some reader needs them', () => {
    expect(csvLine(['plain', 'two words', '', '王'])).toBe('plain,two words,,王\r\n');
    expect(csvLine(['a,b', 'a"b', 'a\rb', 'a\nb'])).toBe('"a,b","a""b","a\rb","a\nb"\r\n');
    expect(csvLine([' a', 'a ', 'a\u2028b', 'a\u0085b'])).toBe(
      '" a","a ","a\u2028b","a\u0085b"\r\n',
    );
  });

  it('is read as what was written, whatever is in the fields', () => {
    for (const character of HOSTILE_CHARACTERS) {
      const fields = [
        character,
        `a${character}`,
        `${character}b`,
        `a${character}b`,
        '',
        '"',
        '\r\n',
      ];
      expect(csvRows(csvLine(fields) + csvLine(fields))).toEqual([fields, fields]);
    }
  });
});

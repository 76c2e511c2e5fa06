import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE, SECTION_TITLES, isOnCs157 } from '../../projections/form/catalogue.js';
import { FIRST_EDITION } from '../../events/form-editions.js';
import { EDITIONS } from '../../projections/form/editions.js';
import { RULE_EDITION } from '../../projections/form/rule-edition.js';
import {
  LINES_2005_10,
  LINE_NUMBERS,
  lineCodeOf,
  parseLineNumber,
} from '../../events/line-numbers.js';

/** A line as the contract's form.json describes it. */
interface GivenLine {
  readonly line: string;
  readonly section: string;
  readonly title: string;
  readonly unit: string;
  readonly columns: string;
  readonly period: string;
  readonly subsetOf?: readonly string[];
  readonly phasedIn?: true;
  readonly stateOnly?: true;
  readonly suppliedBy?: string;
}

interface GivenForm {
  readonly edition: string;
  readonly sections: Readonly<Record<string, string>>;
  readonly reserved: readonly string[];
  readonly absent: readonly string[];
  readonly lines: readonly GivenLine[];
}

const FORM = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'ledgers', 'form.json'), 'utf8'),
) as GivenForm;

/** Lines for which rules.md marks a reading of the letter. */
const READINGS = ['13', '16', '21a', '22', '24', '24a', '25', '25a', '26', '27', '27a', '39'];

describe('the catalogue and the contract’s form.json', () => {
  it('have the same lines in the same order, 66 of them', () => {
    expect(CATALOGUE.map(({ line }) => line)).toEqual(FORM.lines.map(({ line }) => line));
    expect(CATALOGUE).toHaveLength(66);
  });

  it.each(FORM.lines)('say the same of line $line', (given) => {
    const entry = CATALOGUE.find(({ line }) => line === given.line);
    expect(entry).toMatchObject({
      section: given.section,
      title: given.title,
      unit: given.unit,
      columns: given.columns,
      period: given.period,
      subsetOf: given.subsetOf ?? [],
      isPhasedIn: given.phasedIn ?? false,
      isStateOnly: given.stateOnly ?? false,
      suppliedBy: given.suppliedBy ?? 'county',
    });
  });

  it('know no other field of a line', () => {
    const fields = new Set(FORM.lines.flatMap((given) => Object.keys(given)));
    expect([...fields].sort()).toEqual(
      ['columns', 'line', 'period', 'phasedIn', 'section', 'stateOnly'].concat([
        'subsetOf',
        'suppliedBy',
        'title',
        'unit',
      ]),
    );
  });

  it('have the same sections and edition', () => {
    expect(SECTION_TITLES).toEqual(FORM.sections);
    expect(FIRST_EDITION.id).toBe(FORM.edition);
    // The rules are those of the letter, with a number for each correction of how they were computed.
    expect(RULE_EDITION).toMatch(new RegExp(`^${FORM.edition}\\.\\d+$`, 'u'));
  });

  it('leave the same lines to the CS 157', () => {
    expect(CATALOGUE.filter(isOnCs157).map(({ line }) => line)).toEqual(
      FORM.lines.filter((given) => given.stateOnly !== true).map(({ line }) => line),
    );
  });
});

describe('the catalogue', () => {
  it('has the lines that the first edition lists; every line keeps its code', () => {
    expect(CATALOGUE.map(({ line }) => line)).toEqual([...LINES_2005_10]);
    expect(LINE_NUMBERS.slice(0, LINES_2005_10.length)).toEqual(LINES_2005_10);
    expect(LINE_NUMBERS.map(lineCodeOf)).toEqual(LINE_NUMBERS.map((_, index) => index));
  });

  it.each(CATALOGUE)('cites its place in the instructions for line $line', (entry) => {
    expect(entry.citation).toMatch(
      new RegExp(`^Section ${entry.section}, (introduction and )?Line ${entry.line}\\b`),
    );
  });

  it('says how the letter is read wherever the rules mark a reading', () => {
    const read = CATALOGUE.filter(({ reading }) => reading !== null);
    expect(read.map(({ line }) => line)).toEqual(READINGS);
    for (const { reading } of read) expect(reading).toMatch(/^[A-Z].*\.$/);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(CATALOGUE)).toBe(true);
    expect(CATALOGUE.filter((entry) => !Object.isFrozen(entry))).toEqual([]);
  });

  it('counts only in columns that the line reports', () => {
    for (const { line, columns, unit, rule } of CATALOGUE) {
      const fixed = 'column' in rule && (rule.column === 'a' || rule.column === 'b');
      if (fixed) expect([line, rule.column]).toEqual([line, columns]);
      if (rule.kind === 'countCases') expect([line, unit]).toEqual([line, 'cases']);
      if (rule.kind === 'countChildren') expect([line, unit]).toEqual([line, 'children']);
      if (rule.kind === 'sumCases' || rule.kind === 'sumByStatus') {
        expect([line, unit]).toEqual([line, 'dollars']);
      }
    }
  });

  it('gives the entry of a line', () => {
    for (const line of LINES_2005_10) expect(EDITIONS[0].entryOf(line)?.line).toBe(line);
  });
});

describe('the name of a line', () => {
  it('is found where the form has it', () => {
    for (const { line } of FORM.lines) expect(parseLineNumber(line)).toBe(line);
  });

  it.each([...FORM.reserved, ...FORM.absent, '', '0', '1A', '50', ' 1', '01', 'constructor'])(
    'is not found where the form has none: "%s"',
    (line) => {
      expect(parseLineNumber(line)).toBeNull();
      expect(lineCodeOf(line)).toBe(-1);
    },
  );
});

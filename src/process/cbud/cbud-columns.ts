import { COUNTIES, parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { countyName } from '../../../events/values/county-names.js';

/** The columns of the letter's form (LCSA 08-03, CBUD Multiple User Access Request Form), as it heads them. */
export const CBUD_HEADINGS = [
  'County Number',
  'First Name',
  'Last Name',
  'Phone',
  'Email',
  'Access Level',
] as const;

type Heading = (typeof CBUD_HEADINGS)[number];

/** What the answer says of each row. */
export const RESULT_HEADING = 'Result';

/** A table of texts as it was sent: its heading, and its rows with the line that each stands on. */
export interface CbudTable {
  readonly heading: readonly string[];
  readonly rows: readonly CbudTableRow[];
}

export interface CbudTableRow {
  /** From 1, the heading's line. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where each column of the form is in a table. */
export type CbudColumns = Readonly<Record<Heading, number>>;

/** The columns of a table, by its heading in any case, blanks around it ignored; else a sentence that says what is wrong. */
export function cbudColumnsOf(heading: readonly string[]): CbudColumns | string {
  const found = heading.map((text) => compared(text));
  const columns: Partial<Record<Heading, number>> = {};
  for (const name of CBUD_HEADINGS) {
    const place = found.indexOf(compared(name));
    if (place < 0) return `The heading has no column "${name}": give ${CBUD_HEADINGS.join(', ')}.`;
    if (found.includes(compared(name), place + 1)) {
      return `The heading has the column "${name}" twice: leave one out.`;
    }
    columns[name] = place;
  }
  return columns as CbudColumns; // each was found
}

function compared(heading: string): string {
  return heading.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
}

/** A row as an act takes it, of one county. */
export interface CbudRequestRow {
  readonly county: County;
  readonly row: Readonly<Record<'first' | 'last' | 'telephone' | 'email', string>> & {
    readonly level: number | string;
  };
}

/** A row of the table as an act takes it; else what to mend in it. What the act finds wrong itself is left to it. */
export function cbudRowOf(columns: CbudColumns, cells: readonly string[]): CbudRequestRow | string {
  const cell = (name: Heading): string => (cells[columns[name]] ?? '').trim();
  const county = cbudCountyOf(cell('County Number'));
  if (typeof county !== 'object') return county;
  const level = cell('Access Level');
  if (level !== '0' && level !== '1') {
    return `Access Level is ${quotedCell(level)}: write 1 for access or 0 for no access.`;
  }
  return {
    county: county.county,
    row: {
      first: cell('First Name'),
      last: cell('Last Name'),
      telephone: cell('Phone'),
      email: cell('Email'),
      level: Number(level),
    },
  };
}

const FIPS_OF_STATE = /^0?6(?<county>\d{3})$/u;
const FIPS_OF_COUNTY = /^\d{3}$/u;
/** A spreadsheet takes the zero of "06" away. */
const ONE_DIGIT = /^[1-9]$/u;

/**
 * The county of a number as the Monthly State Performance Report has it, `01` to `58`; else what to mend. A FIPS code
 * (`06037`, `037`) is refused with the right number named: California's are odd, in the order of the counties.
 */
export function cbudCountyOf(text: string): { readonly county: County } | string {
  const county = parseCounty(ONE_DIGIT.test(text) ? `0${text}` : text);
  if (county !== null) return { county };
  const digits = FIPS_OF_STATE.exec(text)?.groups?.['county'] ?? text;
  const meant = FIPS_OF_COUNTY.test(digits) ? countyOfFips(Number(digits)) : null;
  if (meant === null) {
    return `County Number is ${quotedCell(text)}: write the county's number in the Monthly State Performance Report, 01 to 58.`;
  }
  return `County Number ${quotedCell(text)} is a FIPS code: ${countyName(meant)} is ${meant} in the Monthly State Performance Report, write ${meant}.`;
}

function countyOfFips(code: number): County | null {
  return code % 2 === 1 ? (COUNTIES[(code - 1) / 2] ?? null) : null;
}

const SHOWN_LENGTH = 40;

function quotedCell(text: string): string {
  return text === '' ? 'empty' : JSON.stringify(text.slice(0, SHOWN_LENGTH));
}

import type { Ffy } from '../../../events/values/month.js';
import type { LineNumber } from '../../../events/line-numbers.js';
import type { Column } from '../../../projections/form/line.js';

/** Where the value of a column comes from; `unknown` stays empty and is listed as a gap. */
export type AuditSource =
  | 'caseId'
  | 'statusDate'
  | 'caseStatus'
  | 'payeeName'
  | 'ncpName'
  | 'childId'
  | 'childName'
  | 'childBirthDate'
  | 'paternityDate'
  | 'amount'
  | 'unknown';

export interface AuditColumn {
  readonly name: string;
  readonly source: AuditSource;
  /** Why an unknown column is empty, or when another is. */
  readonly gap?: string;
}

export interface AuditTable {
  readonly name: string;
  readonly title: string;
  /** The line whose trail gives the rows; `universe`: every case; null: the ledger has no such rows. */
  readonly rows: LineNumber | 'universe' | null;
  readonly columns: readonly AuditColumn[];
  /** What of the report the number of rows, or their sum, has to be; null where it has no such figure. */
  readonly proof: AuditProof | null;
  /** What the rows leave out, in a sentence. */
  readonly gap?: string;
  /** The line whose figure is in no row: the report has it all the same. */
  readonly apart?: LineNumber;
}

/** Cells of one line of the report, to be added up. */
export interface AuditProof {
  readonly line: LineNumber;
  readonly columns: readonly Column[];
}

/** The tables that the auditors of a fiscal year ask for. */
export interface AuditLayout {
  /** The first fiscal year that it is for. */
  readonly fromFfy: number;
  readonly source: string;
  /** What could not be read of the source, in a sentence; '' if it could be read whole. */
  readonly caution: string;
  readonly tables: readonly AuditTable[];
}

const CASE_ID: AuditColumn = { name: 'Case ID', source: 'caseId' };
const CHILD_ID: AuditColumn = { name: 'Child ID', source: 'childId' };
const NO_NAME = 'where the ledger was sent no name of the person';
const CHILD_NAME: AuditColumn = { name: 'Child Name', source: 'childName', gap: NO_NAME };
const BIRTH_DATE: AuditColumn = { name: 'Child Birth Date', source: 'childBirthDate' };
const PATERNITY_DATE: AuditColumn = {
  name: 'Paternity Establishment Date',
  source: 'paternityDate',
};
const NO_SSN = 'the ledger takes in no social security numbers';

function ssnOf(whose: string): AuditColumn {
  return { name: `${whose} SSN (last four digits)`, source: 'unknown', gap: NO_SSN };
}

function cases(name: string, line: LineNumber, title: string): AuditTable {
  return { name, title, rows: line, columns: [CASE_ID], proof: total(line) };
}

function total(line: LineNumber): AuditProof {
  return { line, columns: ['a'] };
}

/** OCSE DCL-08-37a, attachment: the file layout of FFY 2008 (contract/audit.md, Federal audit files). */
const FFY_2008: AuditLayout = {
  fromFfy: 2008,
  source: 'OCSE DCL-08-37a, attachment: audit trail file layout of FFY 2008',
  caution:
    'The copy of the source that was at hand ends at Line24: the columns of Line25, Line28 and Line29 are those that follow from the other tables. Compare them with the letter of the year before sending them.',
  tables: [
    {
      name: 'IVDUniverse',
      title: 'Every IV-D case of the county, open or closed, once',
      rows: 'universe',
      columns: [
        CASE_ID,
        { name: 'Status Date', source: 'statusDate' },
        { name: 'Case Status', source: 'caseStatus' },
        { name: 'CP Name', source: 'payeeName', gap: NO_NAME },
        ssnOf('CP'),
        { name: 'NCP Name', source: 'ncpName', gap: NO_NAME },
        ssnOf('NCP'),
      ],
      proof: null,
      gap: 'non-IV-D cases are not in the ledger',
    },
    cases('Line01', '1', 'Cases open'),
    cases('Line02', '2', 'Cases open with support orders'),
    cases('Line02e', '2e', 'Arrears-only cases with orders'),
    {
      name: 'Line05',
      title: 'Children in open cases born out of wedlock',
      rows: '5',
      columns: [CASE_ID, CHILD_ID, ssnOf('Child'), BIRTH_DATE],
      proof: total('5'),
    },
    {
      name: 'Line06',
      title: 'Children in cases with paternity established or acknowledged',
      rows: '6',
      columns: [CASE_ID, CHILD_ID, ssnOf('Child'), PATERNITY_DATE],
      proof: total('6'),
    },
    {
      name: 'Line08',
      title: 'Children in the state born out of wedlock',
      rows: null,
      columns: [CHILD_ID, ssnOf('Child'), CHILD_NAME, BIRTH_DATE],
      proof: null,
      gap: 'the births of the state are a figure that DCSS supplies, without the children behind it',
      apart: '8',
    },
    {
      name: 'Line09',
      title: 'Children in the state with paternity established or acknowledged',
      rows: '16',
      columns: [CHILD_ID, ssnOf('Child'), CHILD_NAME, PATERNITY_DATE],
      proof: { line: '16', columns: ['b', 'c', 'd'] },
      gap: 'the acknowledgments of the state (Line 10) are a figure that DCSS supplies: only the children of Line 16, established by a court, have a row, and the figure of Line 10 is not in the number of rows',
      apart: '10',
    },
    cases('Line21', '21', 'Cases in which medical support is ordered'),
    cases('Line21a', '21a', 'Cases in which medical support is ordered and provided'),
    {
      name: 'Line24',
      title: 'Current support due, one row a case: its amounts of all columns together',
      rows: '24',
      columns: [CASE_ID, { name: 'Amount Due', source: 'amount' }],
      proof: total('24'),
    },
    {
      name: 'Line25',
      title:
        'Support distributed as current support, one row a case: its amounts of all columns together',
      rows: '25',
      columns: [CASE_ID, { name: 'Amount Distributed', source: 'amount' }],
      proof: total('25'),
    },
    cases('Line28', '28', 'Cases with arrears due'),
    cases('Line29', '29', 'Cases paying toward arrears'),
  ],
};

/** By the first fiscal year that each is for, the oldest first. */
const LAYOUTS: readonly AuditLayout[] = [FFY_2008];

/** The layout of a fiscal year: the latest one up to it, or the oldest that is known. */
export function layoutOf(ffy: Ffy): AuditLayout {
  return LAYOUTS.findLast(({ fromFfy }) => fromFfy <= ffy) ?? FFY_2008;
}

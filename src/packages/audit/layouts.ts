import type { Ffy } from '../../../events/values/month.js';
import type { LineNumber } from '../../../events/line-numbers.js';

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
  /** Why an unknown column is empty. */
  readonly gap?: string;
}

export interface AuditTable {
  readonly name: string;
  readonly title: string;
  /** The line whose trail gives the rows; `universe`: every case; null: the ledger has no such rows. */
  readonly rows: LineNumber | 'universe' | null;
  readonly columns: readonly AuditColumn[];
  /** What the rows leave out, in a sentence. */
  readonly gap?: string;
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
const CHILD_NAME: AuditColumn = { name: 'Child name', source: 'childName' };
const BIRTH_DATE: AuditColumn = { name: 'Child birth date', source: 'childBirthDate' };
const PATERNITY_DATE: AuditColumn = {
  name: 'Paternity establishment date',
  source: 'paternityDate',
};
const NO_SSN = 'the ledger takes in no social security numbers';

function ssnOf(whose: string): AuditColumn {
  return { name: `${whose} SSN last 4`, source: 'unknown', gap: NO_SSN };
}

function cases(name: string, line: LineNumber, title: string): AuditTable {
  return { name, title, rows: line, columns: [CASE_ID] };
}

/** OCSE DCL-08-37, attachment: the file layout of FFY 2008. */
const FFY_2008: AuditLayout = {
  fromFfy: 2008,
  source: 'OCSE DCL-08-37, attachment: audit trail file layout of FFY 2008',
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
        { name: 'CP name', source: 'payeeName' },
        ssnOf('CP'),
        { name: 'NCP name', source: 'ncpName' },
        ssnOf('NCP'),
      ],
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
    },
    {
      name: 'Line06',
      title: 'Children in cases with paternity established or acknowledged',
      rows: '6',
      columns: [CASE_ID, CHILD_ID, ssnOf('Child'), PATERNITY_DATE],
    },
    {
      name: 'Line08',
      title: 'Children in the state born out of wedlock',
      rows: null,
      columns: [CHILD_ID, ssnOf('Child'), CHILD_NAME, BIRTH_DATE],
      gap: 'the births of the state are a figure that DCSS supplies, without the children behind it',
    },
    {
      name: 'Line09',
      title: 'Children in the state with paternity established or acknowledged',
      rows: '9',
      columns: [CHILD_ID, ssnOf('Child'), CHILD_NAME, PATERNITY_DATE],
      gap: 'the acknowledgements of the state (Line 10) are a figure that DCSS supplies: only children established by a court (Line 16) have a row',
    },
    cases('Line21', '21', 'Cases in which medical support is ordered'),
    cases('Line21a', '21a', 'Cases in which medical support is ordered and provided'),
    {
      name: 'Line24',
      title: 'Current support due, one row an amount',
      rows: '24',
      columns: [CASE_ID, { name: 'Amount Due', source: 'amount' }],
    },
    {
      name: 'Line25',
      title: 'Support distributed as current support, one row an amount',
      rows: '25',
      columns: [CASE_ID, { name: 'Amount Distributed', source: 'amount' }],
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

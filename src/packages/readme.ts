import { visible } from '../../events/values/visible-text.js';
import { monthForPeople, wrapped } from '../reports/table.js';
import { civilDayText } from '../versions/civil-day.js';
import type { PrintedVersion } from '../versions/version-json.js';
import { OPENING_CSV } from './opening-csv.js';

const WIDTH = 88;

/** What the text says about one package. */
export interface ReadmeFacts {
  readonly version: PrintedVersion;
  readonly records: number;
  readonly fingerprint: string;
  readonly hasAuditFile: boolean;
  /** Whether the rules were corrected after the version was submitted, and change its trail. */
  readonly hasCorrectedRules: boolean;
}

/** README.txt: what the package is and how to check it, for somebody who writes no programs. */
export function readmeText({
  version,
  records,
  fingerprint,
  hasAuditFile,
  hasCorrectedRules,
}: ReadmeFacts): string {
  const { county, month, asOf, kind, root } = version;
  const number = String(version.version);
  const blocks: readonly string[] = [
    `EVIDENCE PACKAGE`,
    `CS 1257, Monthly State Performance Report, ${monthForPeople(month)}\nCounty ${county}, version ${number} (${kind}), ${stateOfVersion(version)}`,
    `This folder holds a report of child support cases and everything that is needed to check it: the report itself, the cases and children behind every figure, and the records behind every case. Nothing in it has to be taken on trust, and no connection to the county is needed. It names people and cases: keep it as confidential as the case files.`,
    `HOW TO CHECK IT`,
    `1. Get Node, version 18 or newer, from https://nodejs.org if the computer does not have it.\n2. Open a terminal in this folder and type:  node verify.mjs\n3. It says in sentences what it checked, or what does not fit and in which file.`,
    `The figures prove themselves, but not who made them. For that, ask the county for the fingerprint of its signing key by telephone or letter and type:`,
    `node verify.mjs --key ${fingerprint}`,
    `(that is the fingerprint of the key in this package; it has to be the county's). If you keep an earlier package of the same county, let it show that nothing was changed since:`,
    `node verify.mjs --against FOLDER_OF_THE_EARLIER_PACKAGE`,
    `Whoever has the program itself can type "plumbline verify FOLDER": it makes the same checks, computes the report, the trail and the differences anew from the records, and looks whether verify.mjs is one that a version of the program wrote.`,
    `WHAT IS CHECKED`,
    `1. Files: all are there, no other file or empty folder is, and each has the bytes that were written (manifest-sha256.txt, tagmanifest-sha256.txt).\n2. Signature: the list of files (signature.note) and the state of the ledger (data/checkpoint) are signed by the key in data/public-key.txt.\n3. Records: each line of data/records.ndjson is in the ledger of ${String(asOf)} records that has this root:`,
    root,
    `Of each record, with its position and the moment at which it was recorded, a hash is made; the hashes of all records form a tree with one root (RFC 9162). The ${String(records)} records here and the hashes in data/proofs.json, which stand for the county's other records, give the root; if a letter of one record were different, they would not.\n4. Earlier package (--against): its ledger is the beginning of this one's.\n5. Report: data/report.json and data/report.csv are the ones that were submitted.\n6. Trail: every figure is the rows of its file in data/trail, counted or added up, nobody twice, and every record that a row names is in the package.\n7. Difference: ${version.version > 1 ? DIFFERENCE_CHECK : NO_DIFFERENCE}\n8. Acts: who submitted and decided on the version, and when, is what the county's acts say (data/acts/acts.ndjson); they are leaves of a tree like the records', whose root was signed with the last of them (data/acts/checkpoint).${hasAuditFile ? AUDIT_CHECK : ''}`,
    `WHAT IS IN IT`,
    table(filesOf(version, { hasAuditFile, hasCorrectedRules })),
    `HOW TO READ THE TRAIL`,
    `Each figure of the report is in a line and a column. Open the file of the line in data/trail, for example data/trail/line-01.xlsx for Line 1: each row is one case or child (or amount) and its column. The last field names the records that put it there; look them up by their id in data/records.ndjson. The CSV files hold the same rows, see below; so do the Parquet files, for programs, with amounts in whole cents (a file with an amount too large for that has them as decimals, in the field amount). What each line counts, and the place in the state's instructions that says so, is in data/form.json.`,
    `HOW TO OPEN THE CSV FILES`,
    ...OPENING_CSV,
  ];
  return `${blocks.map(shape).join('\n\n')}\n`;
}

const DIFFERENCE_CHECK =
  'the changes listed in data/diff.json add up to the change of each figure, and their records are in the package.';
const NO_DIFFERENCE = 'none is here, for there is no version before this one.';

const AUDIT_CHECK =
  '\n9. Audit tables: each table in data/audit is the cases or children of its line in the trail, its number of rows or its sum is the figure of the report, and audit.xlsx says the same.';

/** What became of a version, and by whom. */
export function stateOfVersion({ approved, returned, submitted }: PrintedVersion): string {
  if (approved !== null)
    return `approved by ${visible(approved.by)} on ${civilDayText(approved.at)}`;
  if (returned !== null) return `returned on ${civilDayText(returned.at)}, not approved`;
  return `submitted on ${civilDayText(submitted.at)}, not approved`;
}

function filesOf(
  { version }: PrintedVersion,
  { hasAuditFile, hasCorrectedRules }: Pick<ReadmeFacts, 'hasAuditFile' | 'hasCorrectedRules'>,
): readonly (readonly [path: string, what: string])[] {
  return [
    ['index.html', 'what to open with what, for a browser; no script is in it'],
    ['verify.mjs', 'the program that checks the package, one file of plain text'],
    ['data/report.pdf', 'the report as the form, to read and print'],
    ['data/report.xlsx, report.csv', 'the report for spreadsheets'],
    ['data/report.json', 'the report for programs'],
    ['data/version.json', 'who submitted and approved it, when, and its hashes'],
    ['data/form.json', 'the lines of the form, and how they were read'],
    ['data/trail/', 'the cases and children of every line: XLSX, CSV, Parquet'],
    ['data/records.ndjson', 'the records, one a line, exactly as they are hashed'],
    ['data/proofs.json', 'the hashes of the records that are not here'],
    ['data/checkpoint', "the ledger's size and root, signed"],
    ['data/public-key.txt', 'the public half of the signing key'],
    ['data/acts/', 'who submitted and decided on it, as signed then'],
    ...(version > 1
      ? ([
          ['data/diff.json', 'what changed since the version before, and by which records'],
        ] as const)
      : []),
    ...(hasCorrectedRules
      ? ([['data/rules.json', 'what corrected rules give otherwise than was submitted']] as const)
      : []),
    ...(hasAuditFile
      ? ([
          ['data/audit/', 'the tables of the federal audit; README.txt says what is empty'],
        ] as const)
      : []),
    ['data/dictionary.csv', 'what each field of the tables means'],
    ['data/datapackage.json', 'the same for programs (Frictionless)'],
    ['csv-metadata.json', 'in each folder of CSV files: their columns'],
    ['bagit.txt, bag-info.txt', 'that it is a bag (RFC 8493), and who made it'],
    ['manifest-sha256.txt', 'the hash of every file under data'],
    ['tagmanifest-sha256.txt', 'the hash of every other file'],
    ['signature.note', 'the signature of that list'],
  ];
}

function table(rows: readonly (readonly [path: string, what: string])[]): string {
  const width = Math.max(...rows.map(([path]) => path.length));
  return rows.map(([path, what]) => `  ${path.padEnd(width)}  ${what}`).join('\n');
}

/** Wraps what is longer than a line; a table and a command stay as they are. */
function shape(block: string): string {
  return block
    .split('\n')
    .flatMap((line) => (line.startsWith('  ') ? [line] : wrapped(line, WIDTH)))
    .join('\n');
}

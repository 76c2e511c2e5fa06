import { countyName } from '../../events/values/county-names.js';
import { visible } from '../../events/values/visible-text.js';
import type { Edition } from '../../projections/form/editions.js';
import { monthForPeople } from '../reports/table.js';
import { OPENING_CSV } from './opening-csv.js';
import { stateOfVersion } from './readme.js';
import type { ReadmeFacts } from './readme.js';
import { trailPath } from './trail-files.js';

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}' +
  'table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ccc}' +
  'code{font-family:monospace}code,a,h1,th,td{overflow-wrap:anywhere}a{color:#0b4f9c}';

/** What an answer of verify.mjs means, for whoever reads one for the first time. */
const ANSWERS: readonly (readonly [answer: string, meaning: string])[] = [
  [
    'This package verifies',
    'Every file is as it was written, the figures follow from the rows of the trail, and all of it is signed. Compare the fingerprint with the one that the county published: only that says who made it.',
  ],
  [
    'This package does not verify',
    'Something was changed, is missing or does not belong here. Each sentence names the file. Ask the county for the package again; keep this one.',
  ],
  [
    'was left by a file manager / is an empty folder',
    'Your own computer put it there (.DS_Store, Thumbs.db and the like). Delete it and verify again.',
  ],
  [
    'signed by another key than you named',
    'No accusation: a county may have a newer key, or the fingerprint was mistyped. Ask the county which of its keys signed this.',
  ],
  ['no option, no fingerprint, no package', 'It was called wrongly; the sentence says how.'],
];

/** What a package's index.html is made from. */
export interface IndexFacts extends ReadmeFacts {
  readonly edition: Edition;
}

/** index.html: what the package is and what to open with what, for somebody with a file manager. No script, nothing from elsewhere. */
export function indexPage(facts: IndexFacts): string {
  const { version, edition, fingerprint } = facts;
  const { county, month, kind } = version;
  const title = `CS 1257 of ${monthForPeople(month)}, county ${county} ${countyName(county)}, version ${String(version.version)} (${kind})`;
  const blocks = [
    `<h1>${text(title)}</h1>`,
    `<p>Evidence package, ${text(stateOfVersion(version))}. It holds the report, the cases and children behind every figure, and the records behind every case. It names people and cases: keep it as confidential as the case files.</p>`,
    '<h2>What to open</h2>',
    table(
      ['what', 'file', 'opens with'],
      openedFiles(facts).map(([what, path, by]) => [text(what), link(path), text(by)]),
    ),
    '<h2>Who is behind a figure</h2>',
    '<p>Each row is one case, child or amount, its column, and the records that put it there. In the workbooks ids are texts and stay what they are.</p>',
    table(
      ['line', 'title', 'workbook', 'CSV'],
      edition.lines.map(({ line, title: name }) => [
        text(line),
        text(name),
        link(trailPath(line, 'xlsx')),
        link(trailPath(line, 'csv')),
      ]),
    ),
    '<h2>How to open the CSV files</h2>',
    ...OPENING_CSV.map((paragraph) => `<p>${text(paragraph).replaceAll('\n', '<br>')}</p>`),
    '<h2>How to check it</h2>',
    `<p>Install Node (version 18 or newer, from nodejs.org) if the computer does not have it, open a terminal in this folder and type:</p><p><code>node verify.mjs --key ${fingerprint}</code></p><p>That is the fingerprint of the key in this package; it has to be the one that the county published. ${link('README.txt')} says what is checked.</p>`,
    '<h2>What the answers mean</h2>',
    table(
      ['it says', 'it means'],
      ANSWERS.map((row) => row.map(text)),
    ),
  ];
  return `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${text(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n${blocks.join('\n')}\n</body>\n</html>\n`;
}

function openedFiles({
  version,
  hasAuditFile,
  hasCorrectedRules,
}: ReadmeFacts): readonly (readonly [what: string, path: string, by: string])[] {
  return [
    ['the report as the form, to read and print', 'data/report.pdf', 'a PDF reader'],
    ['the report as a workbook', 'data/report.xlsx', 'a spreadsheet program'],
    ['the report as CSV', 'data/report.csv', 'see below'],
    ['who submitted and decided on it, when', 'data/version.json', 'a text editor'],
    ...(version.version > 1
      ? ([['what changed since the version before', 'data/diff.json', 'a text editor']] as const)
      : []),
    ...(hasCorrectedRules
      ? ([['what corrected rules give otherwise', 'data/rules.json', 'a text editor']] as const)
      : []),
    ...(hasAuditFile
      ? ([
          ['the tables of the federal audit', 'data/audit/audit.xlsx', 'a spreadsheet program'],
          ['what is empty in them, and why', 'data/audit/README.txt', 'a text editor'],
        ] as const)
      : []),
    ['the records themselves, one a line', 'data/records.ndjson', 'a text editor'],
    ['what each field means', 'data/dictionary.csv', 'see below'],
    ['what is checked, and what every file is', 'README.txt', 'a text editor'],
  ];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((each) => `<th scope="col">${each}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}

function link(path: string): string {
  return `<a href="${path.split('/').map(encodeURIComponent).join('/')}">${text(path)}</a>`;
}

/** A text of somebody else's as HTML: nothing in it is markup, and nothing of it is hidden. */
function text(written: string): string {
  return written
    .split('\n')
    .map(visible)
    .join('\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

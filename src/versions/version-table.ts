import { labelled, peopleTable } from '../reports/people-table.js';
import type { PeopleColumn } from '../reports/people-table.js';
import { grouped, monthForPeople, wrapped, WIDTH_MAX } from '../reports/table.js';
import type { SubjectKey } from '../reports/subject.js';
import { civilDayText } from './civil-day.js';
import { latenessText } from './lateness-text.js';
import type { NamedWarning } from './sense.js';
import type { PrintedVersion } from './version-json.js';

/** Cases or children named behind a warning; the rest are counted. */
const NAMED_MAX = 10;

const COLUMNS: readonly PeopleColumn[] = [
  { head: 'Month' },
  { head: 'No.', isRight: true },
  { head: 'Kind' },
  { head: 'State' },
  { head: 'As of', isRight: true },
  { head: 'Submitted' },
  { head: 'Decided' },
  { head: 'Due' },
  { head: 'Late', isRight: true },
];

/** Versions for people, one a line where there is room. */
export function versionsTable(versions: readonly PrintedVersion[], width = WIDTH_MAX): string {
  if (versions.length === 0) return 'No version was submitted yet.\n';
  const rows = versions.map((version) => [
    version.month,
    String(version.version),
    version.kind,
    version.state,
    String(version.asOf),
    civilDayText(version.submitted.at),
    decidedOn(version),
    version.due,
    version.daysLate === 0 ? '' : `${grouped(version.daysLate)} d`,
  ]);
  return `${peopleTable(COLUMNS, rows, width).join('\n')}\n`;
}

/** One version for people, with its hashes and who did what. */
export function versionText(version: PrintedVersion, width = WIDTH_MAX): string {
  const { approved, returned, submitted, daysLate } = version;
  const late = daysLate === 0 ? '' : `, ${latenessText(daysLate)}`;
  const said: readonly (readonly [string, string])[] = [
    ['as of', `position ${String(version.asOf)}`],
    ['submitted', `by ${submitted.by}, ${submitted.at}`],
    ...(submitted.contactTelephone === undefined
      ? []
      : ([['contact', submitted.contactTelephone]] as const)),
    ...(approved === null
      ? []
      : ([['approved', `by ${approved.by}, ${approved.telephone}, ${approved.at}`]] as const)),
    ...(returned === null
      ? []
      : ([
          ['returned', `by ${returned.by}, ${returned.at}`],
          ['because', returned.reason],
        ] as const)),
    ['due', `${version.due}${late}`],
    ...(version.comment === '' ? [] : ([['comment', version.comment]] as const)),
    ['root', version.root],
    ['report', version.report],
    ['trail', version.trail],
  ];
  const head = `${version.form} of ${monthForPeople(version.month)}, county ${version.county}: version ${String(version.version)}, ${version.kind}, ${version.state}`;
  const lines = labelled(said, width - 2).map((line) => `  ${line}`);
  return `${[...wrapped(head, width), ...lines].join('\n')}\n`;
}

/** What should be looked at before the version is approved, with the cases behind it. */
export function warningLines(
  warnings: readonly NamedWarning[],
  width = WIDTH_MAX,
): readonly string[] {
  return warnings.flatMap(({ message, subjects }) =>
    wrapped(`Look at this: ${message}${namesOf(subjects)}`, width),
  );
}

function namesOf(subjects: readonly SubjectKey[]): string {
  if (subjects.length === 0) return '';
  const shown = subjects.slice(0, NAMED_MAX).map(({ kind, id }) => `${kind} ${id}`);
  const rest = subjects.length - shown.length;
  return ` Behind it: ${shown.join(', ')}${rest > 0 ? ` and ${grouped(rest)} more` : ''}.`;
}

function decidedOn({ approved, returned }: PrintedVersion): string {
  const decision = approved ?? returned;
  return decision === null ? '' : civilDayText(decision.at);
}

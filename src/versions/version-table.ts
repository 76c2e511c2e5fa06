import { visible } from '../../events/values/visible-text.js';
import { alignedTable, grouped, monthForPeople, wrapped, WIDTH_MAX } from '../reports/table.js';
import type { SubjectKey } from '../reports/subject.js';
import { civilDayText } from './civil-day.js';
import type { NamedWarning } from './sense.js';
import type { PrintedVersion } from './version-json.js';

/** Cases or children named behind a warning; the rest are counted. */
const NAMED_MAX = 10;

const HEADS = ['Month', 'No.', 'Kind', 'State', 'As of', 'Submitted', 'Decided', 'Due', 'Late'];

/** Versions for people, one a line, at most 100 characters wide. */
export function versionsTable(versions: readonly PrintedVersion[]): string {
  if (versions.length === 0) return 'No version was submitted yet.\n';
  const rows = versions.map((version) => [
    version.month,
    String(version.version),
    version.kind,
    version.state,
    grouped(version.asOf),
    civilDayText(version.submitted.at),
    decidedOn(version),
    version.due,
    version.daysLate === 0 ? '' : `${grouped(version.daysLate)} d`,
  ]);
  return `${alignedTable(HEADS, rows, new Set([1, 4, 8])).join('\n')}\n`;
}

/** One version for people, with its hashes and who did what. */
export function versionText(version: PrintedVersion): string {
  const { approved, returned, daysLate } = version;
  const lines = [
    `${version.form} of ${monthForPeople(version.month)}, county ${version.county}: version ${String(version.version)}, ${version.kind}, ${version.state}`,
    `  as of      position ${grouped(version.asOf)}`,
    `  submitted  by ${visible(version.submitted.by)}, ${version.submitted.at}`,
    ...(approved === null
      ? []
      : [
          `  approved   by ${visible(approved.by)}, ${visible(approved.telephone)}, ${approved.at}`,
        ]),
    ...(returned === null
      ? []
      : [`  returned   by ${visible(returned.by)}, ${returned.at}`, ...indented(returned.reason)]),
    `  due        ${version.due}${daysLate === 0 ? '' : `, late by ${grouped(daysLate)} days`}`,
    ...(version.comment === '' ? [] : ['  comment', ...indented(version.comment)]),
    `  root       ${version.root}`,
    `  report     ${version.report}`,
    `  trail      ${version.trail}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** What should be looked at before the version is approved, with the cases behind it. */
export function warningLines(warnings: readonly NamedWarning[]): readonly string[] {
  return warnings.flatMap(({ message, subjects }) =>
    wrapped(`Look at this: ${message}${namesOf(subjects)}`, WIDTH_MAX),
  );
}

function namesOf(subjects: readonly SubjectKey[]): string {
  if (subjects.length === 0) return '';
  const shown = subjects.slice(0, NAMED_MAX).map(({ kind, id }) => `${kind} ${id}`);
  const rest = subjects.length - shown.length;
  return ` Behind it: ${shown.join(', ')}${rest > 0 ? ` and ${grouped(rest)} more` : ''}.`;
}

function indented(text: string): readonly string[] {
  return wrapped(text, WIDTH_MAX - 4).map((line) => `    ${line}`);
}

function decidedOn({ approved, returned }: PrintedVersion): string {
  const decision = approved ?? returned;
  return decision === null ? '' : civilDayText(decision.at);
}

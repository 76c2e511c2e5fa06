import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents, formatCentsForPeople } from '../../events/values/money.js';
import { visible } from '../../events/values/visible-text.js';
import type { Column } from '../../projections/form/line.js';
import type { SubjectKey } from './subject.js';
import { WIDTH_MAX, wrapped } from './table.js';

/** One fact that a line's rule looked at, and the active records that gave it its value. */
export interface ShownFact {
  readonly fact: string;
  readonly value: boolean | string | number | null;
  /** Ids in order of position. */
  readonly records: readonly string[];
}

/** Why a subject is in one row of a line's trail, or (with `counted` false) in none. */
export interface SubjectExplanation {
  readonly line: string;
  /** The line's title by the edition of the month. */
  readonly title: string;
  readonly subject: SubjectKey;
  readonly counted: boolean;
  readonly column: Column | null;
  /** Cents, where the trail has an amount; else null. */
  readonly cents: CentsSum | null;
  /** In the order in which the rule looked at them. */
  readonly facts: readonly ShownFact[];
}

/** The contract's JSON of explanations, one a line within one array. */
export function explanationsJson(explanations: readonly SubjectExplanation[]): string {
  if (explanations.length === 0) return '[]\n';
  return `[${explanations.map((explanation) => explanationJson(explanation)).join(',\n ')}]\n`;
}

function explanationJson(explanation: SubjectExplanation): string {
  return JSON.stringify({
    line: explanation.line,
    [explanation.subject.kind]: explanation.subject.id,
    counted: explanation.counted,
    column: explanation.column,
    ...(explanation.cents === null ? {} : { amount: formatCents(explanation.cents) }),
    facts: explanation.facts.map(({ fact, value, records }) => ({ fact, value, records })),
  });
}

/** Explanations for people: the verdict of each line, then its facts with their records. */
export function explanationsText(
  explanations: readonly SubjectExplanation[],
  width = WIDTH_MAX,
): string {
  return explanations
    .map((explanation) => `${explanationLines(explanation, width).join('\n')}\n`)
    .join('\n');
}

function explanationLines(explanation: SubjectExplanation, width: number): string[] {
  const { line, title, subject, facts } = explanation;
  const head = wrapped(`Line ${line}  ${title}`, width);
  const verdict = `${subject.kind === 'case' ? 'Case' : 'Child'} ${subject.id} is ${verdictOf(explanation)}.`;
  const longest = Math.max(0, ...facts.map(({ fact }) => fact.length));
  const shown = facts.flatMap(({ fact, value, records }) => [
    ...factLines(fact.padEnd(longest), factValue(value), width),
    ...recordLines(records),
  ]);
  return [...head, ...wrapped(verdict, width), ...shown];
}

/** A fact with its value beside it, or below it where there is no room. */
function factLines(fact: string, value: string, width: number): readonly string[] {
  const line = `  ${fact}  ${value}`;
  if (line.length <= width) return [line];
  return [`  ${fact.trimEnd()}`, ...wrapped(value, width - 6).map((part) => `      ${part}`)];
}

function verdictOf(explanation: SubjectExplanation): string {
  if (!explanation.counted) return 'not counted';
  const column = explanation.column ?? 'a';
  const amount =
    explanation.cents === null ? '' : ` with ${formatCentsForPeople(explanation.cents)}`;
  return `counted in column (${column})${amount}`;
}

function factValue(value: ShownFact['value']): string {
  if (value === null) return 'none';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return visible(String(value));
}

/** At most this many record ids under a fact; the JSON has all. */
const RECORDS_SHOWN_MAX = 4;

function recordLines(records: readonly string[]): string[] {
  const shown = records.slice(0, RECORDS_SHOWN_MAX).map((id) => `      by record ${id}`);
  const more = records.length - RECORDS_SHOWN_MAX;
  return more > 0 ? [...shown, `      and ${String(more)} more (see --json)`] : shown;
}

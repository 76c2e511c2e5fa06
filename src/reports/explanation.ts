import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { visible } from '../../events/values/visible-text.js';
import { wordsOfFact } from '../../projections/form/fact-words.js';
import type { Column } from '../../projections/form/line.js';
import type { SubjectKey } from './subject.js';
import { indented } from './people-table.js';
import { WIDTH_MAX, wrapped } from './table.js';

/** A record that gave a fact its value. */
export interface GivingRecord {
  readonly id: string;
  readonly type: string;
  /** When it happened. */
  readonly effective: Day;
}

/** One fact that a line's rule looked at, and the active records that gave it its value. */
export interface ExplainedFact {
  readonly fact: string;
  readonly value: boolean | string | number | null;
  /** In order of position. */
  readonly records: readonly GivingRecord[];
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
  /** One sentence: why it is counted, or why not. */
  readonly because: string;
  /** Place of the line in the letter. */
  readonly citation: string;
  /** How we read the letter where it leaves a choice; null where it leaves none. */
  readonly reading: string | null;
  /** In the order in which the rule looked at them. */
  readonly facts: readonly ExplainedFact[];
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
    facts: explanation.facts.map(({ fact, value, records }) => ({
      fact,
      value,
      records: records.map(({ id }) => id),
    })),
  });
}

/** Explanations for people: why, in one sentence; the letter and our reading; then the facts with their records. */
export function explanationsText(
  explanations: readonly SubjectExplanation[],
  width = WIDTH_MAX,
): string {
  return explanations
    .map((explanation) => `${explanationLines(explanation, width).join('\n')}\n`)
    .join('\n');
}

function explanationLines(explanation: SubjectExplanation, width: number): string[] {
  const { line, title, because, citation, reading, subject, facts } = explanation;
  return [
    ...wrapped(because, width),
    ...indented(`Line ${line}: ${title}`, 2, width),
    ...indented(`CSS Letter 06-35, ${citation}`, 2, width),
    ...(reading === null ? [] : indented(`Our reading: ${reading}`, 2, width)),
    ...facts.flatMap((fact) => factLines(fact, subject.kind, width)),
  ];
}

function factLines(
  { fact, value, records }: ExplainedFact,
  of: SubjectKey['kind'],
  width: number,
): readonly string[] {
  const { title, source } = wordsOfFact(fact, of);
  return [
    ...indented(`${title}: ${factValue(value)}`, 2, width),
    ...indented(source, 6, width),
    ...recordLines(records),
  ];
}

function factValue(value: ExplainedFact['value']): string {
  if (value === null) return 'none';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return visible(String(value));
}

/** At most this many records under a fact; the JSON has all. */
const RECORDS_SHOWN_MAX = 4;

/** Records on two lines each: which kind, of which day, and the whole id, to be copied. */
function recordLines(records: readonly GivingRecord[]): readonly string[] {
  const shown = records
    .slice(0, RECORDS_SHOWN_MAX)
    .flatMap(({ id, type, effective }) => [
      `      ${type}, ${formatDay(effective)}`,
      `        record ${id}`,
    ]);
  const more = records.length - RECORDS_SHOWN_MAX;
  return more > 0 ? [...shown, `      and ${String(more)} more (see --json)`] : shown;
}

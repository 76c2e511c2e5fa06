import { canonicalJson } from '../wire/canonical.js';
import { parseLineNumber } from '../line-numbers.js';
import type { LineNumber } from '../line-numbers.js';
import type { County } from '../values/county.js';
import { formatInstant } from '../values/instant.js';
import type { Instant } from '../values/instant.js';
import { formatMonth } from '../values/month.js';
import type { Month } from '../values/month.js';
import { readAct } from './act-schema.js';

/** How rows are drawn: each row alike, or in proportion to its amount (contract/audit.md, Drawing). */
export const SAMPLE_METHODS = ['rows', 'dollars'] as const;

export type SampleMethod = (typeof SAMPLE_METHODS)[number];

/** What was found of a row. */
export const JUDGEMENTS = ['pass', 'fail', 'not-determinable'] as const;

export type JudgementOf = (typeof JUDGEMENTS)[number];

/** Why a row could not be judged, or failed: the closed list. */
export const JUDGEMENT_REASONS = [
  'document-missing',
  'document-unreadable',
  'documents-contradict',
  'amount-differs',
  'status-differs',
  'not-in-universe',
  'other',
] as const;

export type JudgementReason = (typeof JUDGEMENT_REASONS)[number];

const COLUMNS = ['a', 'b', 'c', 'd'] as const;

/** What a sample is a function of, with the county. */
export interface SampleDraw {
  /** From 1. */
  readonly sample: number;
  readonly month: Month;
  readonly line: LineNumber;
  /** Null: rows of all columns. */
  readonly column: (typeof COLUMNS)[number] | null;
  readonly asOf: number;
  /** The version that the position was named by; null where none was. */
  readonly version: number | null;
  /** Id of the edition of the form that the rows are of. */
  readonly form: string;
  /** The ledger's root at that position, 64 hexadecimal digits. */
  readonly root: string;
  readonly method: SampleMethod;
  /** Rows that were asked for: as many as there are where there are fewer. */
  readonly size: number;
  readonly reserve: number;
  readonly seed: string;
  /** Rows of the population. */
  readonly population: number;
}

/** What was found of one row of a sample. */
export interface RowJudgement {
  readonly sample: number;
  /** From 1, in order of drawing; those of the reserve behind the sample's own. */
  readonly row: number;
  readonly judgement: JudgementOf;
  readonly reason: JudgementReason | null;
  readonly text: string | null;
  /** Ids of records and names of files, as they were given. */
  readonly evidence: readonly string[];
  /** The number of the judgement of the row that this one replaces; null where it is the first. */
  readonly replaces: number | null;
}

/** What happens to a county's samples, one act after the other. */
export type SampleAct =
  | ({ readonly kind: 'drawn'; readonly by: string; readonly at: Instant } & SampleDraw)
  | ({ readonly kind: 'judged'; readonly by: string; readonly at: Instant } & RowJudgement);

const HEAD = { county: 'county', by: 'text', at: 'instant', sample: 'number' } as const;

/**
 * The acts of the stream by the names that it has for them. They are storage: never change or reuse one. What the streams
 * of other acts call a remark (`reason`, `text`) has a salt there.
 */
const SCHEMAS = {
  SampleDrawn: {
    ...HEAD,
    month: 'month',
    line: 'text',
    column: 'text?',
    asOf: 'number',
    version: 'number?',
    form: 'text',
    root: 'hash',
    method: 'text',
    size: 'number',
    reserve: 'number',
    seed: 'text',
    population: 'number',
  },
  SampleRowJudged: {
    ...HEAD,
    row: 'number',
    judgement: 'text',
    why: 'text?',
    said: 'text?',
    evidence: 'text',
    replaces: 'number?',
  },
} as const;

/** Between pieces of evidence; none has it. */
const BETWEEN = '\n';

/** An act as canonical JSON, which is what the stream keeps. */
export function sampleActJson(county: County, act: SampleAct): string {
  const { by, sample } = act;
  const head = { county, by, at: formatInstant(act.at), sample };
  switch (act.kind) {
    case 'drawn': {
      const { line, asOf, form, root, method, size, reserve, seed, population } = act;
      const of = { line, asOf, form, root, method, size, reserve, seed, population };
      const more = present({ column: act.column, version: act.version });
      return canonicalJson({
        type: 'SampleDrawn',
        ...head,
        month: formatMonth(act.month),
        ...of,
        ...more,
      });
    }
    case 'judged': {
      const { row, judgement } = act;
      const more = present({ why: act.reason, said: act.text, replaces: act.replaces });
      const evidence = act.evidence.join(BETWEEN);
      return canonicalJson({ type: 'SampleRowJudged', ...head, row, judgement, evidence, ...more });
    }
  }
}

function present(
  of: Readonly<Record<string, string | number | null>>,
): Readonly<Record<string, string | number>> {
  const found = Object.entries(of).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return Object.fromEntries(found);
}

/** The act that a body of the stream spells. Throws where the store holds what this program did not write. */
export function parseSampleAct(body: string): SampleAct {
  const act = readAct(SCHEMAS, 'samples', body);
  const { by, at, sample } = act;
  switch (act.type) {
    case 'SampleDrawn': {
      const { month, asOf, version, form, root, size, reserve, seed, population } = act;
      const of = { sample, month, asOf, version, form, root, size, reserve, seed, population };
      const line = parseLineNumber(act.line) ?? unknown(`line ${act.line}`);
      const method = one(SAMPLE_METHODS, act.method);
      const column = act.column === null ? null : one(COLUMNS, act.column);
      return { kind: 'drawn', by, at, ...of, line, method, column };
    }
    case 'SampleRowJudged': {
      const { row, said: text, replaces } = act;
      return {
        kind: 'judged',
        by,
        at,
        sample,
        row,
        judgement: one(JUDGEMENTS, act.judgement),
        reason: act.why === null ? null : one(JUDGEMENT_REASONS, act.why),
        text,
        evidence: act.evidence === '' ? [] : act.evidence.split(BETWEEN),
        replaces,
      };
    }
  }
}

function one<Word extends string>(words: readonly Word[], written: string): Word {
  return words.find((word) => word === written) ?? unknown(written);
}

function unknown(what: string): never {
  throw new Error(
    `The stream of samples holds ${what}, which this program does not know: use the newer version that wrote it.`,
  );
}

import type { JudgementOf, JudgementReason } from '../../events/acts/sample-acts.js';
import type { County } from '../../events/values/county.js';
import { formatInstant } from '../../events/values/instant.js';
import { formatCents } from '../../events/values/money.js';
import { formatMonth } from '../../events/values/month.js';
import { sampleResult } from '../../projections/samples/limits.js';
import type { SampleResult } from '../../projections/samples/limits.js';
import {
  earlierDraws,
  judgedRows,
  rowsWithReserve,
  sizeOf,
  standingJudgement,
} from '../../projections/samples/samples.js';
import type { Judged, Sample } from '../../projections/samples/samples.js';
import type { DrawnSample, SampleRow } from './drawn-rows.js';
import { sampleName } from './sample-acts-of-county.js';

/** A sample as a list has it (contract/audit.md). */
export interface ShownSample {
  readonly sample: string;
  readonly county: County;
  readonly month: string;
  readonly line: string;
  readonly column: string | null;
  readonly asOf: number;
  readonly version: number | null;
  readonly form: string;
  readonly root: string;
  readonly method: 'rows' | 'dollars';
  readonly seed: string;
  readonly population: number;
  readonly size: number;
  readonly by: string;
  readonly at: string;
  readonly judged: number;
  /** Earlier draws of the same line, month and position. */
  readonly earlier: readonly {
    readonly sample: string;
    readonly by: string;
    readonly seed: string;
    readonly judged: number;
    readonly unjudged: number;
  }[];
  /** Null while nothing is judged; `not-determinable` counts as failed. */
  readonly result: SampleResult | null;
  /** The same with rows that could not be determined left out. */
  readonly resultWithoutUndetermined: SampleResult | null;
}

/** A row of a sample as it is shown. */
export interface ShownRow {
  readonly n: number;
  readonly rank: string;
  readonly column: string;
  readonly case?: string;
  readonly child?: string;
  readonly amount: string | null;
  /** Ids of the records that put it on the line. */
  readonly records: readonly string[];
  /** The one that stands; null where it has none. */
  readonly judgement: ShownJudgement | null;
  /** Those that were replaced, the oldest first. */
  readonly replaced: readonly ShownJudgement[];
}

export interface ShownJudgement {
  /** From 1, among those of the row. */
  readonly judgement: number;
  readonly found: JudgementOf;
  readonly reason: JudgementReason | null;
  readonly text: string | null;
  readonly evidence: readonly string[];
  readonly by: string;
  readonly at: string;
}

/** A sample with its rows. */
export interface WholeSample extends ShownSample {
  /** Rows of the trail that are figures and cannot be drawn. */
  readonly leftOut: number;
  readonly rows: readonly ShownRow[];
  readonly reserve: readonly ShownRow[];
}

/** @param samples - all of the county's, among which are the earlier draws */
export function shownSample(
  county: County,
  samples: readonly Sample[],
  sample: Sample,
): ShownSample {
  const { month, line, column, asOf, version, form, root, method, seed, population } = sample;
  return {
    sample: sampleName(sample.sample),
    county,
    month: formatMonth(month),
    line,
    column,
    asOf,
    version,
    form,
    root,
    method,
    seed,
    population,
    size: sizeOf(sample),
    by: sample.by,
    at: formatInstant(sample.at),
    judged: judgedRows(sample),
    earlier: earlierDraws(samples, sample).map((earlier) => ({
      ...earlier,
      sample: sampleName(earlier.sample),
    })),
    result: resultOf(sample, true),
    resultWithoutUndetermined: resultOf(sample, false),
  };
}

/** What the judged rows of a sample come to. */
function resultOf(sample: Sample, countsUndetermined: boolean): SampleResult | null {
  const judgements = Array.from({ length: rowsWithReserve(sample) }, (_, index) =>
    standingJudgement(sample, index + 1),
  ).filter((found) => found !== null);
  const counted = judgements.filter(
    ({ judgement }) => countsUndetermined || judgement !== 'not-determinable',
  );
  const passes = counted.filter(({ judgement }) => judgement === 'pass').length;
  const population = sample.method === 'rows' ? sample.population : null;
  return sampleResult(passes, counted.length, population);
}

export function wholeSample(
  shown: ShownSample,
  sample: Sample,
  { rows, reserve, leftOut }: DrawnSample,
): WholeSample {
  const rowOf = (row: SampleRow): ShownRow => shownRow(sample, row);
  return { ...shown, leftOut, rows: rows.map(rowOf), reserve: reserve.map(rowOf) };
}

function shownRow(
  sample: Sample,
  { n, rank, column, subject, cents, records }: SampleRow,
): ShownRow {
  const all = sample.judgements.get(n) ?? [];
  const standing = all.at(-1);
  return {
    n,
    rank,
    column,
    ...(subject.kind === 'case' ? { case: subject.id } : { child: subject.id }),
    amount: cents === null ? null : formatCents(cents),
    records,
    judgement: standing === undefined ? null : shownJudgement(standing),
    replaced: all.slice(0, -1).map(shownJudgement),
  };
}

export function shownJudgement(judged: Judged): ShownJudgement {
  const { number, judgement, reason, text, evidence, by, at } = judged;
  return {
    judgement: number,
    found: judgement,
    reason,
    text,
    evidence,
    by,
    at: formatInstant(at),
  };
}

import type { RowJudgement, SampleAct, SampleDraw } from '../../events/acts/sample-acts.js';
import type { Instant } from '../../events/values/instant.js';

/** A judgement of a row, with its number among those of the row, from 1. */
export interface Judged extends RowJudgement {
  readonly number: number;
  readonly by: string;
  readonly at: Instant;
}

/** A sample that was drawn, and what was found of it. */
export interface Sample extends SampleDraw {
  readonly by: string;
  readonly at: Instant;
  /** All judgements of a row, the last of which stands, by the row's number. */
  readonly judgements: ReadonlyMap<number, readonly Judged[]>;
}

/** The samples that a county's acts come to, in order of number. */
export function samplesOf(acts: readonly SampleAct[]): readonly Sample[] {
  const samples: Sample[] = [];
  const judgements: Map<number, Judged[]>[] = [];
  for (const act of acts) {
    switch (act.kind) {
      case 'drawn': {
        const ofRows = new Map<number, Judged[]>();
        judgements[act.sample] = ofRows;
        samples.push({ ...act, judgements: ofRows });
        break;
      }
      case 'judged': {
        const ofRow = judgements[act.sample]?.get(act.row) ?? [];
        ofRow.push({ ...act, number: ofRow.length + 1 });
        judgements[act.sample]?.set(act.row, ofRow);
        break;
      }
    }
  }
  return samples;
}

/** The judgement of a row that stands; null where it has none. */
export function standingJudgement(sample: Sample, row: number): Judged | null {
  return sample.judgements.get(row)?.at(-1) ?? null;
}

/** An earlier draw of the same line, month and position. */
export interface EarlierDraw {
  readonly sample: number;
  readonly by: string;
  readonly seed: string;
  readonly judged: number;
  readonly unjudged: number;
}

/** The draws before a sample of its line, month and position: how often somebody drew until he liked it. */
export function earlierDraws(samples: readonly Sample[], of: Sample): readonly EarlierDraw[] {
  return samples
    .filter(
      ({ sample, month, line, asOf }) =>
        sample < of.sample && month === of.month && line === of.line && asOf === of.asOf,
    )
    .map((earlier) => {
      const { sample, by, seed } = earlier;
      const judged = judgedRows(earlier);
      return { sample, by, seed, judged, unjudged: sizeOf(earlier) - judged };
    });
}

/** Rows that a sample has: those asked for, or all there are. By dollars a row may be hit twice. */
export function sizeOf({ method, size, population }: SampleDraw): number {
  return method === 'rows' ? Math.min(size, population) : size;
}

/** Rows of a sample and its replacements. */
export function rowsWithReserve({ method, size, reserve, population }: SampleDraw): number {
  return method === 'rows' ? Math.min(size + reserve, population) : size;
}

/** How many of a sample's rows are judged, its replacements included. */
export function judgedRows({ judgements }: Sample): number {
  return judgements.size;
}

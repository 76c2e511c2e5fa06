import type { Month } from '../../../../events/values/month.js';
import type { Cell } from '../../../../projections/form/report.js';
import { limitsOf } from '../../../../projections/versions/bands.js';
import { MEASURES } from '../../../../projections/versions/measures.js';
import type { MonthMeasures } from '../../../versions/state-questions.js';
import { percentOf } from '../../../versions/measures-text.js';
import { monthInShort } from '../../words.js';

/** Months of the course of a measure. */
export const MEASURE_MONTHS = 12;

export interface MeasureShown {
  readonly name: string;
  readonly title: string;
  readonly numerator: Cell;
  readonly denominator: Cell;
  readonly percent: string | null;
  readonly band: string | null;
  /** The percentages by month; null where one is not reported. */
  readonly course: readonly {
    readonly month: string;
    readonly of: Month;
    readonly percent: string | null;
  }[];
  /** From where on something is earned, and from where on all; none where the measure has no bands. */
  readonly limits: readonly { readonly name: string; readonly value: number }[];
}

/** The measures of the last of some months, each with its course. */
export function measuresView(months: readonly MonthMeasures[]): readonly MeasureShown[] {
  const last = months.at(-1);
  return MEASURES.map(({ name, title, bands }) => {
    const found = last?.measures.find((measure) => measure.name === name);
    return {
      name,
      title,
      numerator: found?.numerator ?? null,
      denominator: found?.denominator ?? null,
      percent: found?.percent ?? null,
      band: found?.band ?? null,
      course: months.map((month) => ({
        month: monthInShort(month.month),
        of: month.month,
        percent: percentOf(month, name),
      })),
      limits: bands === null ? [] : limitsInWords(limitsOf(bands)),
    };
  });
}

/** A place whose measures stand beside a county's. */
export interface Compared {
  readonly name: string;
  /** Null where it has none of the month. */
  readonly of: MonthMeasures | null;
}

/** Percentages of a month, place beside place. */
export interface ComparedView {
  readonly places: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly title: string;
    readonly percents: readonly (string | null)[];
  }[];
}

export function comparedView(own: Compared, others: readonly Compared[]): ComparedView {
  const all = [own, ...others];
  return {
    places: all.map(({ name }) => name),
    rows: MEASURES.map(({ name, title }) => ({
      name,
      title,
      percents: all.map(({ of }) => (of === null ? null : percentOf(of, name))),
    })),
  };
}

function limitsInWords({ lowest, whole }: ReturnType<typeof limitsOf>): MeasureShown['limits'] {
  return [
    { name: `lowest band, ${String(lowest)} percent`, value: lowest },
    { name: `highest band, ${String(whole)} percent`, value: whole },
  ];
}

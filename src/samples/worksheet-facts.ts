import type { SampleResult } from '../../projections/samples/limits.js';
import type { WholeSample } from './shown-sample.js';

/** What it is, and what is said of it: texts as they were given. */
export type WorksheetFact = readonly [what: string, is: string];

const METHODS = {
  rows: 'the rows of the smallest SHA-256 of the seed, a line feed and the row’s key',
  dollars: 'systematic, in proportion to the amount, over rows in order of rank',
} as const;

/** What a sample was drawn of, and how: whoever has these draws it again (contract/audit.md, Drawing). */
export function factsOfDrawing(sample: WholeSample): readonly WorksheetFact[] {
  return [
    ['Sample', sample.sample],
    ['County', sample.county],
    ['Month', sample.month],
    ['Line', sample.line],
    ['Column', sample.column ?? 'all'],
    ['As of position', String(sample.asOf)],
    ['Version', sample.version === null ? 'none' : String(sample.version)],
    ['Root of the ledger', sample.root],
    ['Edition of the form', sample.form],
    ['Method', METHODS[sample.method]],
    ['Seed', sample.seed],
    ['Rows of the population', String(sample.population)],
    ['Figures left out', String(sample.leftOut)],
    ['Rows of the sample', String(sample.size)],
    ['Drawn by', sample.by],
    ['Drawn at', sample.at],
  ];
}

/** How much is judged, and what that comes to (contract/audit.md, Results). */
export function factsOfResult(sample: WholeSample): readonly WorksheetFact[] {
  return [
    ['Judged', String(sample.judged)],
    ...resultFacts(sample.result, ''),
    ...resultFacts(sample.resultWithoutUndetermined, ' (undetermined left out)'),
  ];
}

/** The draws of the same line, month and position before this one, with what was left unjudged. */
export function factsOfEarlierDraws({ earlier }: WholeSample): readonly WorksheetFact[] {
  return [
    ['Earlier draws of the line, month and position', String(earlier.length)],
    ...earlier.map(({ sample, by, seed, unjudged }): WorksheetFact => [
      `Earlier draw ${sample}`,
      `${by}, seed ${seed}, ${String(unjudged)} not judged`,
    ]),
  ];
}

function resultFacts(result: SampleResult | null, which: string): readonly WorksheetFact[] {
  if (result === null) return [];
  const { efficiency, passes, judged, limits, finite, verdict } = result;
  return [
    [`Efficiency${which}`, `${efficiency} % (${String(passes)} of ${String(judged)})`],
    [`95 % limits, Clopper-Pearson${which}`, `${limits.lower} % to ${limits.upper} %`],
    [
      `95 % limits of the population${which}`,
      finite === null ? 'none' : `${finite.lower} % to ${finite.upper} %`,
    ],
    [`Verdict${which}`, verdict],
  ];
}

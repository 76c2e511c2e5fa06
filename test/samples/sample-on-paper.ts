import { parseCounty } from '../../events/values/county.js';
import { sampleResult } from '../../projections/samples/limits.js';
import type { ShownJudgement, ShownRow, WholeSample } from '../../src/samples/shown-sample.js';
import { present } from '../store/present.js';

/** A sample of so many rows, with what was found of the first of them. */
export function sampleOf(
  count: number,
  judged: readonly Partial<ShownJudgement>[],
  more: Partial<WholeSample> = {},
): WholeSample {
  const rows = Array.from({ length: count }, (_, index) => rowOf(index + 1, judged[index]));
  const passes = judged.filter(({ found }) => (found ?? 'pass') === 'pass').length;
  const result = sampleResult(passes, judged.length, 812);
  return {
    ...{ sample: 'S-3', county: present(parseCounty('19')), month: '2006-09', line: '2e' },
    ...{ column: 'a', asOf: 1203, version: 2, form: '2005-10', root: 'ab'.repeat(32) },
    ...{ method: 'rows', seed: '2007-DRA-19', population: 812, size: count, by: 'C. Auditor' },
    ...{ at: '2006-12-01T18:00:00Z', judged: judged.length, leftOut: 0 },
    earlier: [{ sample: 'S-1', by: 'D. Auditor', seed: 'first', judged: 3, unjudged: 47 }],
    ...{ result, resultWithoutUndetermined: result, rows, reserve: [] },
    ...more,
  };
}

export function rowOf(n: number, judgement?: Partial<ShownJudgement>): ShownRow {
  return {
    n,
    rank: n.toString(16).padStart(64, '0'),
    column: 'a',
    case: String(1_900_000 + n),
    amount: null,
    records: [],
    judgement:
      judgement === undefined
        ? null
        : {
            ...{ judgement: 1, found: 'pass', reason: null, text: null, evidence: [] },
            ...{ by: 'C. Auditor', at: '2006-12-04T17:30:00Z' },
            ...judgement,
          },
    replaced: [],
  };
}

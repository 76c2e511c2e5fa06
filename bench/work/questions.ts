import { explanationsOfSubject } from '../../src/reports/subject-questions.js';
import { wholeTrail } from '../../src/reports/whole-trail.js';
import type { Answer } from '../../src/ports/outcome.js';
import { COUNTY, LAST_MONTH } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import type { Work } from '../measuring/work.js';
import { openStored } from './stored-ledger.js';

/** A line with most of the open cases on it. */
export const TRAIL_LINE = '2' as const;
export const PAGE_ROWS = 50;
/** Explained one after the other, so that the time of one can be told. */
export const EXPLAINED_CASES = 20;

/** The same cut from the whole trail, as the command makes it: the month is replayed and traced. */
export function trailCut(caseload: Caseload): Work {
  const { folder, file } = openStored(caseload);
  const of = { county: COUNTY, month: LAST_MONTH, line: TRAIL_LINE, column: 'a' } as const;
  const asked = { ...of, asOf: null, source: 'segments' } as const;
  return {
    run: () => {
      const rows = answerOf(wholeTrail(folder, null, asked, () => undefined));
      const answer = JSON.stringify({ rows: rows.slice(0, PAGE_ROWS), total: rows.length });
      return Promise.resolve({ records: file.size, answer });
    },
    close: () => {
      folder.close();
    },
  };
}

/** All lines of some cases spread over the caseload, one case after the other. */
export function explainCases(caseload: Caseload): Work {
  const { folder, file } = openStored(caseload);
  const cases = file.subjects().filter(({ kind }) => kind === 'case');
  const step = Math.max(1, Math.floor(cases.length / EXPLAINED_CASES));
  const asked = cases.filter((_, index) => index % step === 0).slice(0, EXPLAINED_CASES);
  return {
    run: () => {
      let answer = '';
      for (const { id } of asked) {
        const of = { county: COUNTY, month: LAST_MONTH, line: null, asOf: null };
        const subject = { kind: 'case', id } as const;
        answer += JSON.stringify(answerOf(explanationsOfSubject(folder, { ...of, subject })));
      }
      return Promise.resolve({ records: asked.length, answer });
    },
    close: () => {
      folder.close();
    },
  };
}

/** The value of an answer; a refusal ends the measurement. */
export function answerOf<T>(answer: Answer<T>): T {
  if (answer.kind !== 'done') throw new Error(answer.message);
  return answer.value;
}

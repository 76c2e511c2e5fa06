import { ExplainQuery, TrailQuery } from '../../src/reports/queries.js';
import { ExplainHandler } from '../../src/reports/subject-handlers.js';
import { TrailHandler } from '../../src/reports/trail-handler.js';
import type { Answer } from '../../src/reports/answer.js';
import { COUNTY, LAST_MONTH } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import type { Work } from '../measuring/work.js';
import { openStored } from './stored-ledger.js';

/** A line with most of the open cases on it. */
export const TRAIL_LINE = '2';
export const PAGE_ROWS = 50;
/** Explained one after the other, so that the time of one can be told. */
export const EXPLAINED_CASES = 20;

/** The same cut from the whole trail, as the command makes it: the month is replayed and traced. */
export function trailCut(caseload: Caseload): Work {
  const { folder, file } = openStored(caseload);
  const handler = new TrailHandler(folder);
  const query = new TrailQuery(COUNTY, LAST_MONTH, TRAIL_LINE, 'a', null, () => undefined);
  return {
    run: async () => {
      const rows = answerOf(await handler.execute(query));
      const answer = JSON.stringify({ rows: rows.slice(0, PAGE_ROWS), total: rows.length });
      return { records: file.size, answer };
    },
    close: () => {
      folder.close();
    },
  };
}

/** All lines of some cases spread over the caseload, one case after the other. */
export function explainCases(caseload: Caseload): Work {
  const { folder, file } = openStored(caseload);
  const handler = new ExplainHandler(folder);
  const cases = file.subjects().filter(({ kind }) => kind === 'case');
  const step = Math.max(1, Math.floor(cases.length / EXPLAINED_CASES));
  const asked = cases.filter((_, index) => index % step === 0).slice(0, EXPLAINED_CASES);
  return {
    run: async () => {
      let answer = '';
      for (const { id } of asked) {
        const query = new ExplainQuery(COUNTY, LAST_MONTH, { kind: 'case', id }, null, null);
        answer += JSON.stringify(answerOf(await handler.execute(query)));
      }
      return { records: asked.length, answer };
    },
    close: () => {
      folder.close();
    },
  };
}

/** The value of an answer; a refusal ends the measurement. */
export function answerOf<T>(answer: Answer<T>): T {
  if (answer.kind === 'refused') throw new Error(answer.message);
  return answer.value;
}

import { NestFactory } from '@nestjs/core';
import { QueryBus } from '@nestjs/cqrs';
import type { Query } from '@nestjs/cqrs';
import { parseCounty } from '../../events/values/county.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { Month } from '../../events/values/month.js';
import { AppModule } from '../../src/app.module.js';
import type { Answer } from '../../src/reports/answer.js';
import { countyReportJson } from '../../src/reports/county-report.js';
import { explanationsJson } from '../../src/reports/explanation.js';
import { historyJson } from '../../src/reports/history.js';
import { ExplainQuery, HistoryQuery, ReportQuery, TrailQuery } from '../../src/reports/queries.js';
import { trailEntryJson } from '../../src/reports/trail.js';
import { BeginningProofQuery } from '../../src/versions/proofs.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import type { SubjectKey } from '../../src/reports/subject.js';
import type { Random } from '../support/random.js';

/** What is asked before an erasure and after it. */
export interface Questions {
  readonly months: readonly Month[];
  readonly positions: readonly number[];
  readonly subjects: readonly SubjectKey[];
  readonly random: Random;
}

const COUNTY =
  parseCounty('19') ??
  (() => {
    throw new Error('No county 19.');
  })();
const untold = (): void => undefined;

/** The printed answers of county 19 in a data folder, by question. */
export async function answersOf(
  path: string,
  asked: Questions,
): Promise<ReadonlyMap<string, string>> {
  const folder = LedgerFolder.open(path, 'read');
  const context = await NestFactory.createApplicationContext(AppModule.over(folder), {
    logger: false,
  });
  const queries = context.get(QueryBus);
  const answers = new Map<string, string>();
  const ask = async <T>(
    name: string,
    query: Query<Answer<T>>,
    printed: (value: T) => string,
  ): Promise<void> => {
    const answer = await queries.execute(query);
    answers.set(
      name,
      answer.kind === 'refused' ? `refused: ${answer.message}` : printed(answer.value),
    );
  };
  try {
    for (const n of asked.positions) {
      await ask(
        `reports at ${String(n)}`,
        new ReportQuery(COUNTY, asked.months, n, 'CS 1257', untold),
        (reports) => reports.map(countyReportJson).join('\n'),
      );
      for (const month of asked.months) {
        for (const line of asked.random.some(LINE_NUMBERS, 0.08)) {
          const query = new TrailQuery(COUNTY, month, line, 'a', n, untold);
          await ask(`trail ${line} of ${String(month)} at ${String(n)}`, query, (rows) =>
            rows.map(trailEntryJson).join('\n'),
          );
        }
      }
      for (const subject of asked.subjects) {
        const named = `${subject.kind} ${subject.id} at ${String(n)}`;
        await ask(`history of ${named}`, new HistoryQuery(COUNTY, subject, n), historyJson);
        for (const month of asked.months.slice(0, 1)) {
          const query = new ExplainQuery(COUNTY, month, subject, null, n);
          await ask(`explanation of ${named} in ${String(month)}`, query, explanationsJson);
        }
      }
    }
    const file = folder.ledger(COUNTY);
    for (let size = 1; size <= (file?.size ?? 0); size += 7) {
      answers.set(`root ${String(size)}`, Buffer.from(file?.root(size) ?? []).toString('hex'));
      await ask(
        `proof from ${String(size)}`,
        new BeginningProofQuery(COUNTY, size, file?.size ?? 0),
        ({ hashes }) => hashes.join(),
      );
    }
  } finally {
    await context.close();
    folder.close();
  }
  return answers;
}

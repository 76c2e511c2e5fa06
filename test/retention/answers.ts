import { parseCounty } from '../../events/values/county.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { Month } from '../../events/values/month.js';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import type { EntryName, InputOf, ValueOf } from '../../src/application/list.js';
import { houseOver } from '../../src/application/wiring/open-house.js';
import { countyReportJson } from '../../src/reports/county-report.js';
import { explanationsJson } from '../../src/reports/explanation.js';
import { historyJson } from '../../src/reports/history.js';
import { trailEntryJson } from '../../src/reports/trail.js';
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

/** The printed answers of county 19 in a data folder, by question. */
export async function answersOf(
  path: string,
  asked: Questions,
): Promise<ReadonlyMap<string, string>> {
  const folder = LedgerFolder.open(path, 'read');
  const application = new Application(houseOver(folder));
  const answers = new Map<string, string>();
  const ask = async <Name extends EntryName>(
    called: string,
    name: Name,
    input: InputOf<Name>,
    printed: (value: ValueOf<Name>) => string,
  ): Promise<void> => {
    const reply = await application.ask(OPERATOR, name, input);
    if (reply.kind === 'refusedByRule') throw new Error(reply.refusal.message);
    answers.set(called, reply.kind === 'done' ? printed(reply.value) : `refused: ${reply.message}`);
  };
  const source = 'segments';
  try {
    for (const n of asked.positions) {
      await ask(
        `reports at ${String(n)}`,
        'report',
        { county: COUNTY, months: asked.months, asOf: n, form: 'CS 1257', source },
        (reports) => reports.map(countyReportJson).join('\n'),
      );
      for (const month of asked.months) {
        for (const line of asked.random.some(LINE_NUMBERS, 0.08)) {
          const of = { county: COUNTY, month, line, column: 'a', asOf: n, source } as const;
          await ask(`trail ${line} of ${String(month)} at ${String(n)}`, 'trail', of, (rows) =>
            rows.map(trailEntryJson).join('\n'),
          );
        }
      }
      for (const subject of asked.subjects) {
        const named = `${subject.kind} ${subject.id} at ${String(n)}`;
        const of = { county: COUNTY, subject, asOf: n };
        await ask(`history of ${named}`, 'history', of, historyJson);
        for (const month of asked.months.slice(0, 1)) {
          const why = { ...of, month, line: null };
          await ask(
            `explanation of ${named} in ${String(month)}`,
            'explain',
            why,
            explanationsJson,
          );
        }
      }
    }
    const file = folder.ledger(COUNTY);
    for (let size = 1; size <= (file?.size ?? 0); size += 7) {
      answers.set(`root ${String(size)}`, Buffer.from(file?.root(size) ?? []).toString('hex'));
      await ask(
        `proof from ${String(size)}`,
        'proveBeginning',
        { county: COUNTY, from: size, to: file?.size ?? 0 },
        ({ hashes }) => hashes.join(),
      );
    }
  } finally {
    folder.close();
  }
  return answers;
}

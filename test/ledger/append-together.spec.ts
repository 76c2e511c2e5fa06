import type { County } from '../../events/values/county.js';
import { parseLine } from '../../events/wire/parse.js';
import { appendTogether } from '../../src/ledger/append-together.js';
import type { AppendPart, PartOutcome } from '../../src/ledger/append-together.js';
import { LedgerState } from '../../src/ledger/acceptance/ledger-state.js';
import { KeptStates } from '../../src/ledger/kept-states.js';
import { LedgerContended } from '../../src/ledger/county-batch.js';
import { BATCH_ATTEMPTS_MAX } from '../../src/ledger/parts-among-others.js';
import type { LedgerWriter } from '../../src/ports/ledger-writer.js';
import { county } from './acceptance/ledger-under-test.js';
import { MemoryEntries, MemoryLog } from './memory-ledger.js';
import { Sender, uuid } from './sent-records.js';
import type { Sent } from './sent-records.js';
import { instantOfMs } from '../../events/values/instant.js';

const NOON = instantOfMs(Date.UTC(2006, 0, 20, 12));
const LA = county('19');
const SCOPE = { county: LA, mayCorrectFigures: false } as const;
const RIGHTS = { clock: () => NOON, scope: SCOPE, isRecordedHonoured: false } as const;

function writerOf(log: MemoryLog, more: Partial<LedgerWriter> = {}): LedgerWriter {
  return {
    log,
    acceptedRecords: (code) => Promise.resolve(log.of(code)),
    catchUp: () => Promise.resolve(),
    ...more,
  };
}

function part(records: readonly (Sent | string)[], expectedSize: number | null = null): AppendPart {
  const lines = records.map((record, at) => {
    const text = typeof record === 'string' ? record : JSON.stringify(record);
    return { file: 'body', line: at + 1, result: parseLine(text) };
  });
  return { lines, expectedSize };
}

/** In few words: accepted/duplicates/size and the rejected lines, or the size that was found. */
function inWords(outcome: PartOutcome): string {
  switch (outcome.kind) {
    case 'taken': {
      const { accepted, duplicates, rejected, size } = outcome;
      const lines = rejected.map(({ line, code }) => ` ${String(line)} ${code}`);
      return `${String(accepted)}/${String(duplicates)}/${String(size)}${lines.join('')}`;
    }
    case 'sizeDiffers':
      return `size ${String(outcome.size)}`;
    case 'failed':
      return `failed: ${String(outcome.error)}`;
  }
}

async function appended(
  log: MemoryLog,
  parts: readonly AppendPart[],
  more: Partial<LedgerWriter> = {},
): Promise<readonly string[]> {
  return (await appendTogether(writerOf(log, more), LA, parts, RIGHTS)).map(inWords);
}

describe('the records of several senders', () => {
  it('become one append, each after those in front of it', async () => {
    const la = new Sender();
    const log = new MemoryLog();
    const opened = la.opened();
    const outcomes = await appended(log, [
      part([la.ofCase('CaseReopened'), opened]),
      part(['{', opened, la.ofCase('CaseClosed', { reason: 'X' })]),
      part([]),
      part([{ ...la.registered(), recorded: '2006-01-20T12:00:00Z' }, la.registered()]),
      part([new Sender('30').opened()]),
    ]);
    expect(outcomes).toEqual([
      '1/0/1 1 UNKNOWN_CASE',
      '1/1/2 1 MALFORMED',
      '0/0/2',
      '1/0/3 1 INVALID_FIELD',
      '0/0/3 1 WRONG_COUNTY',
    ]);
    expect(log.appended).toEqual([{ county: LA, count: 3 }]);
  });

  it('are what they are one by one', async () => {
    const make = (): readonly AppendPart[] => {
      const la = new Sender();
      const opened = la.opened();
      return [
        part([opened], 0),
        part([la.collected('K-1', '10.00'), la.collected('K-1', '10.00')], 0),
        part([la.collected('K-1', '10.00'), la.distributed('D-1', 'K-1', ['9.00'])], 1),
        part([la.distributed('D-2', 'K-1', ['2.00']), la.reversed('D-1')]),
        part([opened, la.distributed('D-3', 'K-1', ['10.00'])], 4),
      ];
    };
    const together = new MemoryLog();
    const oneByOne = new MemoryLog();
    const words: string[] = [];
    for (const each of make()) words.push(...(await appended(oneByOne, [each])));
    expect(await appended(together, make())).toEqual(words);
    expect(words).toEqual(['1/0/1', 'size 1', '2/0/3', '1/0/4 1 OVER_DISTRIBUTED', '1/1/5']);
    expect(together.of(LA).entries).toEqual(oneByOne.of(LA).entries);
    expect(together.appended).toHaveLength(1);
  });

  it('are all decided anew, sizes included, where others were faster', async () => {
    const la = new Sender();
    let isFirst = true;
    const log: MemoryLog = new MemoryLog(() => {
      if (!isFirst) return;
      isFirst = false;
      log.of(LA).entries.push(...other.of(LA).entries);
    });
    const other = new MemoryLog();
    const opened = la.opened();
    await appended(other, [part([opened])]);
    expect(
      await appended(log, [part([opened]), part([la.registered()], 1), part([la.opened()], 1)]),
    ).toEqual(['0/1/1', '1/0/2', 'size 2']);
  });

  it('are given up together where others are always faster', async () => {
    let number = 0;
    const log: MemoryLog = new MemoryLog(() => {
      number += 1;
      const { entries } = log.of(LA);
      const [first] = template.of(LA).entries;
      if (first !== undefined) entries.push({ ...first, position: number, id: uuid(500 + number) });
    });
    const template = new MemoryLog();
    await appended(template, [part([new Sender().registered()])]);
    const parts = [part([new Sender().opened()])];
    const appending = appendTogether(writerOf(log), LA, parts, RIGHTS);
    await expect(appending).rejects.toBeInstanceOf(LedgerContended);
    await expect(appending).rejects.toMatchObject({ county: LA, size: BATCH_ATTEMPTS_MAX });
  });

  it('of which one cannot be decided are taken without it', async () => {
    const la = new Sender();
    class Damaged extends MemoryEntries {
      override *recordsOf(subject: number) {
        yield* super.recordsOf(subject);
        if (subject === 1) throw new Error('The records of subject 1 are damaged.');
      }
    }
    const damaged = new Damaged();
    const log = new MemoryLog();
    await appended(log, [part([la.opened()])]);
    damaged.entries.push(...log.of(LA).entries);
    const more: Partial<LedgerWriter> = {
      acceptedRecords: () => Promise.resolve(damaged),
      log: {
        size: () => Promise.resolve(damaged.size()),
        append: (_county: County, _size, entries) => {
          damaged.entries.push(...entries);
          return Promise.resolve({ kind: 'appended', size: damaged.size() });
        },
        read: (code, from, to) => log.read(code, from, to),
        counties: () => log.counties(),
        close: () => log.close(),
      },
    };
    const second = { case: '2' };
    expect(
      await appended(
        log,
        [
          part([la.opened(second)]),
          part([la.opened({ case: '3' }), la.ofCase('CaseClosed', { reason: 'X' })]),
          part([la.ofCase('CaseClosed', { reason: 'X' }, second)], 2),
        ],
        more,
      ),
    ).toEqual(['1/0/2', 'failed: Error: The records of subject 1 are damaged.', '1/0/3']);
    expect(damaged.entries.map(({ subjectId }) => subjectId)).toEqual(['1', '2', '2']);
  });
});

describe('records of which none is appended', () => {
  it('are turned away only by a ledger that is as large as the log', async () => {
    const la = new Sender();
    const log = new MemoryLog();
    const behind = new MemoryLog();
    await appended(log, [part([la.opened()])]);
    let asked = 0;
    const more: Partial<LedgerWriter> = {
      acceptedRecords: (code) => Promise.resolve(behind.of(code)),
      isLevel: (code) => {
        asked += 1;
        return Promise.resolve(behind.of(code).size() === log.of(code).size());
      },
      catchUp: (code) => {
        behind.of(code).entries.push(...log.of(code).entries.slice(behind.of(code).size()));
        return Promise.resolve();
      },
    };
    const reopened = la.ofCase('CaseReopened', {}, { case: '2' });
    const outcomes = await appended(log, [part([reopened]), part([reopened], 5)], more);
    // The size is the log's. What has just caught up is not asked again.
    expect(outcomes).toEqual(['0/0/1 1 UNKNOWN_CASE', 'size 1']);
    expect(asked).toBe(1);
    expect(await appended(log, [part([reopened])], more)).toEqual(['0/0/1 1 UNKNOWN_CASE']);
    expect(asked).toBe(2);
  });
});

describe('what was read of a case for one append', () => {
  it('is not read again for the next', async () => {
    const la = new Sender();
    const log = new MemoryLog();
    await appended(log, [part([la.opened()])]);
    await appended(log, [part([la.collected('K-1', '10.00')])]);
    const outcomes = await appended(log, [
      part([la.distributed('D-1', 'K-1', ['9.00']), la.distributed('D-2', 'K-1', ['2.00'])]),
    ]);
    expect(outcomes).toEqual(['1/0/3 2 OVER_DISTRIBUTED']);
    expect(log.of(LA).readCount).toBe(0);
  });

  it('is read again where somebody else has appended', async () => {
    const la = new Sender();
    const log = new MemoryLog();
    const other = new MemoryLog();
    const opened = la.opened();
    for (const each of [log, other]) await appended(each, [part([opened])]);
    await appended(other, [part([la.collected('K-1', '10.00')])]);
    log.of(LA).entries.push(...other.of(LA).entries.slice(1));
    const outcomes = await appended(log, [part([la.distributed('D-1', 'K-1', ['9.00'])])]);
    expect(outcomes).toEqual(['1/0/3']);
    expect(log.of(LA).readCount).toBe(2);
  });

  it('is forgotten where it was erased, though the ledger is as large as before', async () => {
    const la = new Sender();
    const log = new MemoryLog();
    await appended(log, [part([la.opened()])]);
    for (const { id } of log.of(LA).entries) log.of(LA).erase(id);
    const outcomes = await appended(log, [part([la.collected('K-1', '10.00')])]);
    expect(outcomes).toEqual(['0/0/1 1 UNKNOWN_CASE']);
  });

  it('is not kept where nobody knows what became of the append', async () => {
    const la = new Sender();
    let isAway = false;
    const log = new MemoryLog(() => {
      if (isAway) throw new Error('The server does not answer.');
    });
    await appended(log, [part([la.opened()])]);
    isAway = true;
    await expect(appended(log, [part([la.collected('K-1', '10.00')])])).rejects.toThrow('answer');
    isAway = false;
    const outcomes = await appended(log, [part([la.distributed('D-1', 'K-1', ['9.00'])])]);
    expect(outcomes).toEqual(['0/0/1 1 UNKNOWN_REFERENCE']);
  });

  it('is let go of county by county, used longest ago first, where it is too much', async () => {
    const log = new MemoryLog();
    const states: LedgerState[] = [];
    for (const code of ['01', '02', '03'].map(county)) {
      const rights = { ...RIGHTS, scope: { ...SCOPE, county: code } };
      await appendTogether(writerOf(log), code, [part([new Sender(code).opened()])], rights);
      const state = new LedgerState(code, log.of(code));
      expect(state.caseState('1')).not.toBeNull();
      states.push(state);
    }
    const weight = states[0]?.weight ?? 0;
    expect(weight).toBeGreaterThan(0);
    const kept = new KeptStates(2 * weight);
    for (const state of states) kept.keep(state);
    expect(kept.weight).toBe(2 * weight);
    expect(kept.take(county('01'))).toBeUndefined();
    expect(kept.take(county('02'))).toBe(states[1]);
    // Whoever has it has it alone.
    expect(kept.take(county('02'))).toBeUndefined();
    expect(kept.weight).toBe(weight);
  });
});

import {
  HELD_CHARACTERS_MAX,
  HELD_REJECTIONS_MAX,
  appendRecords,
} from '../../src/ledger/append.js';
import type { AppendOptions, AppendOutcomeOfInput } from '../../src/ledger/append.js';
import { LedgerState } from '../../src/ledger/acceptance/ledger-state.js';
import { decide } from '../../src/ledger/acceptance/decide.js';
import { BATCH_CHARACTERS_MAX, BATCH_RECORDS_MAX } from '../../src/ledger/county-batch.js';
import type { ParsedLine, RejectedLine } from '../../src/ledger/county-batch.js';
import { BATCH_ATTEMPTS_MAX } from '../../src/ledger/parts-among-others.js';
import type { LedgerWriter } from '../../src/ports/ledger-writer.js';
import { COUNTIES } from '../../events/values/county.js';
import { parseLine } from '../../events/wire/parse.js';
import { county } from './acceptance/ledger-under-test.js';
import { MemoryLog } from './memory-ledger.js';
import { Sender, parsed } from './sent-records.js';
import type { Sent } from './sent-records.js';
import { instantOfMs } from '../../events/values/instant.js';

const NOON = Date.UTC(2006, 0, 20, 12);
const LA = county('19');
const ORANGE = county('30');

function writerOf(log: MemoryLog): LedgerWriter {
  return {
    log,
    acceptedRecords: (code) => Promise.resolve(log.of(code)),
    catchUp: () => Promise.resolve(),
  };
}

function linesOf(records: readonly (Sent | string)[], first = 1): readonly ParsedLine[] {
  return records.map((record, at) => {
    const text = typeof record === 'string' ? record : JSON.stringify(record);
    return { file: 'a.ndjson', line: first + at, result: parseLine(text) };
  });
}

async function* sourceOf(
  ...batches: readonly (readonly ParsedLine[])[]
): AsyncGenerator<readonly ParsedLine[]> {
  for (const batch of batches) {
    await Promise.resolve();
    yield batch;
  }
}

interface Appended {
  readonly outcome: AppendOutcomeOfInput;
  readonly rejected: readonly RejectedLine[];
}

async function append(
  log: MemoryLog,
  source: AsyncIterable<readonly ParsedLine[]>,
  more: Partial<AppendOptions> = {},
): Promise<Appended> {
  const rejected: RejectedLine[] = [];
  const outcome = await appendRecords(writerOf(log), source, {
    clock: () => instantOfMs(NOON),
    isRecordedHonoured: true,
    onRejected: (line) => {
      rejected.push(line);
    },
    ...more,
  });
  return { outcome, rejected };
}

const inLines = (rejected: readonly RejectedLine[]): readonly string[] =>
  rejected.map(({ line, code }) => `${String(line)} ${code}`);

describe('appending an input', () => {
  let la: Sender;
  let orange: Sender;
  let log: MemoryLog;

  beforeEach(() => {
    la = new Sender('19');
    orange = new Sender('30');
    log = new MemoryLog();
  });

  it('says what became of the records of several counties, rejections in the order of the file', async () => {
    const opened = la.opened();
    const unknown = la.ofCase('CaseClosed', { reason: 'X' });
    const records = [
      unknown,
      orange.opened(),
      'no record',
      opened,
      orange.opened(),
      opened,
      la.ofCase('CaseReopened'),
      la.opened(),
      'no record either',
    ];
    const { outcome, rejected } = await append(log, sourceOf(linesOf(records)));
    expect(outcome).toEqual({
      accepted: 3,
      duplicates: 1,
      rejected: 5,
      ledgers: { '19': { size: 2 }, '30': { size: 1 } },
    });
    expect(inLines(rejected)).toEqual([
      '1 UNKNOWN_CASE',
      '3 MALFORMED',
      '5 ALREADY_OPENED',
      '8 ALREADY_OPENED',
      '9 MALFORMED',
    ]);
    expect(log.of(LA).entries.map(({ position }) => position)).toEqual([1, 2]);
    expect(rejected[0]).toMatchObject({ file: 'a.ndjson', id: unknown['id'] });
  });

  it('names no ledger of which nothing was accepted, and gives the counties in order', async () => {
    const records = [orange.opened(), la.opened(), new Sender('01').ofCase('CaseReopened')];
    const { outcome } = await append(log, sourceOf(linesOf(records)));
    expect(Object.keys(outcome.ledgers).sort()).toEqual(['19', '30']);
  });

  it('calls every record a duplicate when the same input comes again, and rejects the same lines', async () => {
    const records = [la.registered(), la.opened(), la.opened(), la.collected('C-1', '5.00')];
    const first = await append(log, sourceOf(linesOf(records)));
    const entries = [...log.of(LA).entries];
    const second = await append(log, sourceOf(linesOf(records)));
    expect(second.outcome).toEqual({ ...first.outcome, accepted: 0, duplicates: 3 });
    expect(second.rejected).toEqual(first.rejected);
    expect(log.of(LA).entries).toEqual(entries);
  });

  it('appends in transactions of a bounded number of records', async () => {
    const records = Array.from({ length: BATCH_RECORDS_MAX + 1 }, (_, at) =>
      la.registered({ child: `K-${String(at)}` }),
    );
    const settled: number[] = [];
    const { outcome } = await append(log, sourceOf(linesOf(records)), {
      onSettled: (count) => settled.push(count),
    });
    expect(log.appended).toEqual([
      { county: LA, count: BATCH_RECORDS_MAX },
      { county: LA, count: 1 },
    ]);
    expect(settled).toEqual([BATCH_RECORDS_MAX, BATCH_RECORDS_MAX + 1]);
    expect(outcome.accepted).toBe(BATCH_RECORDS_MAX + 1);
  });

  it('keeps the order of the file where one county fills its batches and another does not', async () => {
    const many = Array.from({ length: BATCH_RECORDS_MAX }, () => la.ofCase('CaseReopened'));
    const records = [orange.ofCase('CaseReopened'), ...many, 'no record', orange.opened()];
    const { rejected } = await append(
      log,
      sourceOf(linesOf(records.slice(0, 9)), linesOf(records.slice(9), 10)),
    );
    expect(rejected.map(({ line }) => line)).toEqual(records.slice(0, -1).map((_, at) => at + 1));
  });

  it('turns away a `recorded` that is not honoured here, and another county than the scope', async () => {
    const dated = la.opened({ recorded: '2006-01-20T11:00:00Z' });
    const records = [dated, orange.opened(), la.opened({ case: '2' })];
    const { rejected, outcome } = await append(log, sourceOf(linesOf(records)), {
      isRecordedHonoured: false,
      scope: { county: LA, mayCorrectFigures: false },
    });
    expect(inLines(rejected)).toEqual(['1 INVALID_FIELD', '2 WRONG_COUNTY']);
    expect(outcome.accepted).toBe(1);
  });

  it('honours `recorded` where it may, and dates by the clock else', async () => {
    const dated = la.opened({ recorded: '2006-01-20T11:00:00Z' });
    await append(log, sourceOf(linesOf([dated, la.registered()])));
    expect(log.of(LA).entries.map(({ recorded }) => recorded)).toEqual([NOON - 3_600_000, NOON]);
  });

  it('makes what it holds durable when the input pauses, and reports what is final', async () => {
    const rejected: string[] = [];
    const seen: unknown[] = [];
    async function* pausing(): AsyncGenerator<readonly ParsedLine[]> {
      yield linesOf([la.opened(), la.opened()]);
      while (log.of(LA).size() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(log.of(LA).size(), [...rejected]);
      yield linesOf([la.ofCase('CaseReopened')], 3);
    }
    const { outcome } = await append(log, pausing(), {
      onRejected: ({ code }) => void rejected.push(code),
    });
    expect(seen).toEqual([1, ['ALREADY_OPENED']]);
    expect([outcome.accepted, rejected]).toEqual([2, ['ALREADY_OPENED']]);
  });

  it('waits for whoever is told of the rejections', async () => {
    let told = 0;
    await append(log, sourceOf(linesOf(['x', 'y'])), {
      onRejected: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        told += 1;
      },
    });
    expect(told).toBe(2);
  });

  it('throws what the source throws, and keeps what it had appended', async () => {
    const records = Array.from({ length: BATCH_RECORDS_MAX }, (_, at) =>
      la.registered({ child: `K-${String(at)}` }),
    );
    async function* breaking(): AsyncGenerator<readonly ParsedLine[]> {
      yield* sourceOf(linesOf([...records, la.opened()]));
      throw new Error('The disk is gone.');
    }
    await expect(append(log, breaking())).rejects.toThrow('The disk is gone.');
    expect(log.of(LA).size()).toBe(BATCH_RECORDS_MAX);
  });

  it('throws what the log throws without waiting for a source that has nothing', async () => {
    log.append = () => Promise.reject(new Error('The disk is full.'));
    async function* endless(): AsyncGenerator<readonly ParsedLine[]> {
      yield linesOf([la.opened()]);
      await new Promise(() => undefined);
    }
    await expect(append(log, endless())).rejects.toThrow('The disk is full.');
  });
});

describe('appending while others append', () => {
  const accept = (log: MemoryLog, sent: Sent): void => {
    const state = new LedgerState(LA, log.of(LA));
    expect(decide(state, parsed(sent), instantOfMs(NOON))).toMatchObject({ kind: 'accepted' });
    log.of(LA).entries.push(...state.undecided());
  };

  it('decides all that is not appended anew against what the others added', async () => {
    const la = new Sender();
    const [opened, mine, closed] = [
      la.opened(),
      la.opened(),
      la.ofCase('CaseClosed', { reason: 'X' }),
    ];
    let isFirst = true;
    const log = new MemoryLog(() => {
      if (isFirst) accept(log, opened);
      isFirst = false;
    });
    const records = [la.registered(), opened, mine, closed];
    const { outcome, rejected } = await append(log, sourceOf(linesOf(records)));
    expect(outcome).toEqual({
      accepted: 2,
      duplicates: 1,
      rejected: 1,
      ledgers: { '19': { size: 3 } },
    });
    expect(inLines(rejected)).toEqual(['3 ALREADY_OPENED']);
    expect(
      log.of(LA).entries.map(({ position, type, subject }) => [position, type, subject]),
    ).toEqual([
      [1, 'CaseOpened', 1],
      [2, 'ChildRegistered', 2],
      [3, 'CaseClosed', 1],
    ]);
  });

  it('does not reject what others have made acceptable meanwhile, even if it has nothing to append', async () => {
    const la = new Sender();
    const opened = la.opened();
    const log = new MemoryLog();
    async function* meanwhile(): AsyncGenerator<readonly ParsedLine[]> {
      yield linesOf([la.ofCase('CaseReopened')]);
      await Promise.resolve();
      accept(log, opened);
    }
    const { outcome } = await append(log, meanwhile());
    expect(outcome).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('appends what the log held back until it is caught up with', async () => {
    const la = new Sender();
    const log = new MemoryLog();
    const behind = new MemoryLog();
    accept(log, la.opened());
    const writer: LedgerWriter = {
      log: {
        append: async (code, size, entries) => {
          const outcome = await log.append(code, size, entries);
          if (outcome.kind === 'appended') behind.of(code).entries.push(...entries);
          return outcome;
        },
        size: (code) => log.size(code),
        read: (code, from, to) => log.read(code, from, to),
        counties: () => log.counties(),
        close: () => log.close(),
      },
      acceptedRecords: (code) => Promise.resolve(behind.of(code)),
      catchUp: (code) => {
        behind.of(code).entries.push(...log.of(code).entries.slice(behind.of(code).size()));
        return Promise.resolve();
      },
    };
    const outcome = await appendRecords(writer, sourceOf(linesOf([la.registered(), la.opened()])), {
      clock: () => instantOfMs(NOON),
      isRecordedHonoured: true,
      onRejected: () => undefined,
    });
    expect(outcome).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: 1,
      ledgers: { '19': { size: 2 } },
    });
  });

  it('gives up after a bounded number of attempts, having appended nothing of its own', async () => {
    const la = new Sender();
    const others = new Sender();
    let attempts = 0;
    const log = new MemoryLog(() => {
      attempts += 1;
      accept(
        log,
        others.registered({ id: `00000000-0000-4000-9000-${String(attempts).padStart(12, '0')}` }),
      );
    });
    const appending = append(log, sourceOf(linesOf([la.opened()])));
    await expect(appending).rejects.toThrow(/county 19 was changed by others 20 times/u);
    await expect(appending).rejects.toMatchObject({
      name: 'LedgerContended',
      county: LA,
      size: BATCH_ATTEMPTS_MAX,
    });
    expect(attempts).toBe(BATCH_ATTEMPTS_MAX);
    expect(log.of(LA).entries.every(({ type }) => type === 'ChildRegistered')).toBe(true);
    expect(log.of(ORANGE).size()).toBe(0);
  });
});

describe('what an input holds at most', () => {
  const LONG = '\u{1F4D6}'.repeat(500);

  /** A record of about 1,200 characters. */
  const long = (sender: Sender): Sent =>
    sender.ofCounty('ParticipantRegistered', { participant: 'P-1' }, { reason: LONG });

  it('appends a county before its records, if they are long, are many', async () => {
    const log = new MemoryLog();
    const la = new Sender();
    const first = linesOf([long(la)]);
    const length = first[0]?.result.kind === 'record' ? first[0].result.body.length : 0;
    const full = Math.ceil(BATCH_CHARACTERS_MAX / length);
    expect(full).toBeLessThan(BATCH_RECORDS_MAX);
    const rest = Array.from({ length: full }, () => long(la));
    await append(log, sourceOf(first, linesOf(rest, 2)));
    expect(log.appended.map(({ count }) => count)).toEqual([full, 1]);
  });

  it('appends all counties when together they hold much, though none of them does', async () => {
    const log = new MemoryLog();
    const senders = COUNTIES.map((code) => new Sender(code));
    let held = 0;
    const appendedWhenHeld: [held: number, appended: number][] = [];
    async function* source(): AsyncGenerator<readonly ParsedLine[]> {
      while (held <= HELD_CHARACTERS_MAX) {
        const batch = linesOf(senders.map(long));
        for (const { result } of batch) held += result.kind === 'record' ? result.body.length : 0;
        yield batch;
        appendedWhenHeld.push([held, log.appended.length]);
      }
      await Promise.resolve();
    }
    await append(log, source());
    for (const [characters, appended] of appendedWhenHeld) {
      expect(appended).toBe(characters > HELD_CHARACTERS_MAX ? COUNTIES.length : 0);
    }
    expect(log.appended).toHaveLength(COUNTIES.length);
  });

  it('lets no more rejections wait for one undecided record than their bound', async () => {
    const log = new MemoryLog();
    const told: number[] = [];
    const toldWhenSent: number[] = [];
    async function* source(): AsyncGenerator<readonly ParsedLine[]> {
      yield linesOf([new Sender().opened()]);
      yield linesOf(Array<string>(HELD_REJECTIONS_MAX).fill('x'), 2);
      toldWhenSent.push(told.length);
      yield linesOf(['x'], HELD_REJECTIONS_MAX + 2);
      toldWhenSent.push(told.length);
      await Promise.resolve();
    }
    await append(log, source(), { onRejected: ({ line }) => void told.push(line) });
    expect(toldWhenSent).toEqual([0, HELD_REJECTIONS_MAX + 1]);
    expect(told).toEqual(Array.from({ length: HELD_REJECTIONS_MAX + 1 }, (_, at) => at + 2));
  });
});

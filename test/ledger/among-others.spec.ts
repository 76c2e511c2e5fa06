import { parseLine } from '../../events/wire/parse.js';
import { instantOfMs } from '../../events/values/instant.js';
import { decide } from '../../src/ledger/acceptance/decide.js';
import { LedgerState } from '../../src/ledger/acceptance/ledger-state.js';
import { appendFile } from '../../src/ledger/append-file.js';
import type { DecidedPart } from '../../src/ledger/append-file.js';
import { appendRecords } from '../../src/ledger/append.js';
import type { ParsedLine } from '../../src/ledger/county-batch.js';
import type { AppendOutcome, LedgerEntry } from '../../src/ports/event-log.js';
import type { LedgerWriter } from '../../src/ports/ledger-writer.js';
import type { County } from '../../events/values/county.js';
import { county } from './acceptance/ledger-under-test.js';
import { MemoryLog } from './memory-ledger.js';
import { Sender, parsed } from './sent-records.js';
import type { Sent } from './sent-records.js';

const NOON = instantOfMs(Date.UTC(2006, 0, 20, 12));
const LA = county('19');

/** How often a case is closed and opened again. */
const STEPS = 60;

/** Others are faster than an append of more entries than these. */
const SHORT = 5;

/** A log in which others add a record before whoever comes with much. */
class BusyLog extends MemoryLog {
  readonly #others = new Sender();
  #added = 0;

  override append(
    code: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    if (entries.length > SHORT) this.#addOne();
    return super.append(code, expectedSize, entries);
  }

  #addOne(): void {
    this.#added += 1;
    const id = `00000000-0000-4000-9000-${String(this.#added).padStart(12, '0')}`;
    const state = new LedgerState(LA, this.of(LA));
    decide(state, parsed(this.#others.registered({ id })), NOON);
    this.of(LA).entries.push(...state.undecided());
  }
}

describe('a long input among many short ones', () => {
  const la = new Sender();
  const records: readonly Sent[] = [
    la.opened(),
    ...Array.from({ length: STEPS }, (_, step) =>
      step % 2 === 0 ? la.ofCase('CaseClosed', { reason: 'X' }) : la.ofCase('CaseReopened'),
    ),
  ];
  const log = new BusyLog();
  const writer = (of: MemoryLog): LedgerWriter => ({
    log: of,
    acceptedRecords: (code) => Promise.resolve(of.of(code)),
    catchUp: () => Promise.resolve(),
  });

  // eslint-disable-next-line @typescript-eslint/require-await -- an async source, as files are
  async function* sourceOf(sent: readonly Sent[]): AsyncGenerator<readonly ParsedLine[]> {
    yield sent.map((record, at) => ({
      file: 'a.ndjson',
      line: at + 1,
      result: parseLine(JSON.stringify(record)),
    }));
  }

  function expectInOrder(of: MemoryLog): void {
    const { entries } = of.of(LA);
    const mine = entries.filter(({ type }) => type !== 'ChildRegistered');
    expect(mine.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
    expect(entries.length).toBeGreaterThan(mine.length);
    expect(Math.max(...of.appended.map(({ count }) => count))).toBeLessThanOrEqual(SHORT);
  }

  it('gets in part by part, in order', async () => {
    const outcome = await appendRecords(writer(log), sourceOf([...records, ...records]), {
      clock: () => NOON,
      isRecordedHonoured: true,
      onRejected: ({ message }) => {
        throw new Error(message);
      },
    });
    expect(outcome).toMatchObject({ accepted: STEPS + 1, duplicates: STEPS + 1, rejected: 0 });
    expectInOrder(log);
  });

  it('has each part of a file told before it is appended', async () => {
    const ofFile = new BusyLog();
    const told: DecidedPart[] = [];
    const file = {
      county: LA,
      lines: sourceOf(records),
      skip: 0,
      onDecided: (part: DecidedPart): Promise<void> => {
        told.push(part);
        return Promise.resolve();
      },
    };
    const sender = { clock: () => NOON, mayCorrectFigures: false };
    expect(await appendFile(writer(ofFile), file, sender)).toBe(records.length);
    expectInOrder(ofFile);
    // What was told last of a part is what was appended.
    const kept = told.filter(({ from }, at) => told[at + 1]?.from !== from);
    const ends = kept.map(({ through }) => through);
    expect(kept.map(({ from }) => from)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(records.length);
    expect(kept.map(({ accepted }) => accepted)).toEqual(ofFile.appended.map(({ count }) => count));
  });
});

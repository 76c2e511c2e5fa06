import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { parseLine } from '../../events/wire/parse.js';
import { LedgerState } from '../../src/ledger/acceptance/ledger-state.js';
import { take } from '../../src/ledger/acceptance/take.js';
import { appendRecords } from '../../src/ledger/append.js';
import type { AppendOutcomeOfInput } from '../../src/ledger/append.js';
import type { ParsedLine, RejectedLine } from '../../src/ledger/county-batch.js';
import { leafOf } from '../../projections/seal/leaf.js';
import type { LedgerEntry } from '../../src/ports/event-log.js';
import type { LedgerWriter } from '../../src/ports/ledger-writer.js';
import { county } from './acceptance/ledger-under-test.js';
import { MemoryEntries, MemoryLog } from './memory-ledger.js';
import { Sender, uuid } from './sent-records.js';
import type { Sent } from './sent-records.js';
import { instantOfMs } from '../../events/values/instant.js';

const NOON = Date.UTC(2006, 0, 20, 12);
const LA = county('19');
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061003');

/** A log of which appends take a while, and that hashes the leaves itself where it is asked to. */
class SlowLog extends MemoryLog {
  underWay = 0;
  mostUnderWay = 0;

  writer(records: number): LedgerWriter {
    return {
      log: this,
      batchMax: { records, characters: 1_000_000 },
      acceptedRecords: (code) => Promise.resolve(this.of(code)),
      catchUp: () => Promise.resolve(),
      openBulk: () => ({
        append: async (code, size, entries) => {
          this.underWay += 1;
          this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
          const hashed = entries.map((entry) => {
            expect(entry.leaf).toHaveLength(0);
            expect(entry.scalars).toBeDefined();
            return hashedEntry(entry);
          });
          for (let turn = size % 4; turn > 0; turn -= 1) await setImmediate();
          this.underWay -= 1;
          return this.append(code, size, hashed);
        },
        close: () => Promise.resolve(),
      }),
    };
  }
}

/** The entry as any other: what it keeps as bytes, or works out when it is asked, written out. */
function hashedEntry(entry: LedgerEntry): LedgerEntry {
  const { position, recorded, id, type, typeCode, subjectKind, subjectId, subject } = entry;
  const { effective, corrects, root, ref, ref2, body } = entry;
  const of = { position, recorded, id, type, typeCode, subjectKind, subjectId, subject };
  const leaf = leafOf(position, body, recorded);
  return { ...of, effective, corrects, root, ref, ref2, body, leaf };
}

interface Taken {
  readonly outcome: AppendOutcomeOfInput;
  readonly rejected: readonly RejectedLine[];
}

async function takeIn(
  log: SlowLog,
  lines: readonly ParsedLine[],
  isBulk: boolean,
  batch: number,
): Promise<Taken> {
  const rejected: RejectedLine[] = [];
  async function* source(): AsyncGenerator<readonly ParsedLine[]> {
    for (let at = 0; at < lines.length; at += 7) {
      await setImmediate();
      yield lines.slice(at, at + 7);
    }
  }
  const outcome = await appendRecords(log.writer(batch), source(), {
    clock: () => instantOfMs(NOON),
    isRecordedHonoured: true,
    isBulk,
    onRejected: (line) => {
      rejected.push(line);
    },
  });
  return { outcome, rejected };
}

const la = new Sender();
const MAKERS: readonly ((one: number, other: number) => Sent | string)[] = [
  (one) => la.opened({ case: String(one) }),
  (one) => la.registered({ child: `K-${String(one)}` }),
  (one, other) =>
    la.ofCase(
      'CollectionReceived',
      { collection: `C-${String(other)}`, amount: '5.00', source: 'direct' },
      { case: String(one) },
    ),
  (one, other) =>
    la.ofCase(
      'CollectionDistributed',
      {
        distribution: `D-${String(one)}${String(other)}`,
        collection: `C-${String(other)}`,
        allocations: [{ bucket: 'current', amount: '3.00', to: 'family' }],
      },
      { case: String(one) },
    ),
  (one) => la.ofCase('CaseTransferredOut', { toCounty: '30' }, { case: String(one) }),
  (one, other) =>
    la.ofCase('RecordVoided', {}, { case: String(one), corrects: uuid(other), reason: 'in error' }),
  (one, other) => la.registered({ child: `K-${String(one)}`, corrects: uuid(other), reason: 'no' }),
  () => '{"id":',
];

/** Lines of few cases, children and ids, so that they meet; ids come again, with the same content and with other. */
const inputs = fc
  .array(
    fc.record({
      make: fc.nat({ max: MAKERS.length - 1 }),
      one: fc.nat({ max: 2 }),
      other: fc.nat({ max: 4 }),
      id: fc.option(fc.nat({ max: 12 }), { freq: 3 }),
      recorded: fc.boolean(),
    }),
    { maxLength: 60, size: 'max' },
  )
  .map((steps) =>
    steps.map(({ make, one, other, id, recorded }, at): ParsedLine => {
      const made = MAKERS[make]?.(one, other) ?? '';
      const fresh = uuid(id ?? 1000 + at);
      const at12 = recorded ? { recorded: '2006-01-20T12:00:00Z' } : {};
      const text =
        typeof made === 'string' ? made : JSON.stringify({ ...made, id: fresh, ...at12 });
      return { file: 'a.ndjson', line: at + 1, result: parseLine(text) };
    }),
  );

describe('appending a long input while the next records are decided', () => {
  it(`ends as it does when nothing is decided meanwhile (seed ${String(SEED)})`, async () => {
    await fc.assert(
      fc.asyncProperty(inputs, fc.integer({ min: 1, max: 9 }), async (lines, batch) => {
        const [plain, bulk] = [new SlowLog(), new SlowLog()];
        const expected = await takeIn(plain, lines, false, batch);
        expect(await takeIn(bulk, lines, true, batch)).toEqual(expected);
        expect(bulk.of(LA).entries).toEqual(plain.of(LA).entries);
        expect(bulk.mostUnderWay).toBeLessThanOrEqual(1);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it(`keeps a ledger in order while others append between its batches (seed ${String(SEED)})`, async () => {
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(inputs, fc.nat({ max: 3 }), async (lines, every) => {
        let appends = 0;
        const others = new Sender();
        const log: SlowLog = new SlowLog();
        const append = log.append.bind(log);
        log.append = (code, size, entries) => {
          appends += 1;
          if (every > 0 && appends % (every + 1) === 0) {
            conflicts += 1;
            const id = `00000000-0000-4000-9000-${String(appends).padStart(12, '0')}`;
            const state = new LedgerState(LA, log.of(LA));
            const text = JSON.stringify(others.registered({ child: `X-${String(appends)}`, id }));
            const parsed = parseLine(text);
            if (parsed.kind === 'rejection') throw new Error(parsed.message);
            const { body, record } = parsed;
            const position = log.of(LA).size() + 1;
            const { type } = record;
            take(state, { position, recorded: instantOfMs(NOON), id, type, body });
            log.of(LA).entries.push(...state.undecided());
          }
          return append(code, size, entries);
        };
        const { outcome, rejected } = await takeIn(log, lines, true, 4);
        expect(outcome.accepted + outcome.duplicates + rejected.length).toBe(lines.length);
        expect(rejected.map(({ line }) => line)).toEqual(
          rejected.map(({ line }) => line).sort((one, other) => one - other),
        );
        expectPossible(log.of(LA));
      }),
      { seed: SEED, numRuns: 150 },
    );
    expect(conflicts).toBeGreaterThan(100);
  });

  it('throws what the append under way throws, and decides no further', async () => {
    const log = new SlowLog();
    log.append = () => Promise.reject(new Error('The disk is full.'));
    const lines = Array.from({ length: 40 }, (_, at): ParsedLine => {
      const text = JSON.stringify(la.opened({ case: String(at), id: uuid(at) }));
      return { file: 'a.ndjson', line: at + 1, result: parseLine(text) };
    });
    await expect(takeIn(log, lines, true, 4)).rejects.toThrow('The disk is full.');
    expect(log.of(LA).size()).toBe(0);
  });
});

/** Every entry is what acceptance makes of its record behind those in front of it. */
function expectPossible(ledger: MemoryEntries): void {
  const again = new MemoryEntries();
  const state = new LedgerState(LA, again);
  for (const entry of ledger.entries) {
    const { position, recorded, id, type, body } = entry;
    const taking = take(state, { position, recorded, id, type, body });
    expect(taking).toMatchObject({ kind: 'taken' });
    if (taking.kind === 'taken') expect(taking.entry).toEqual(entry);
  }
}

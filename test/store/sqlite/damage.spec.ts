import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import { DamagedLedger } from '../../../src/ports/failures.js';
import { checkLedgerFile } from '../../../src/stores/sqlite/check.js';
import { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { present } from '../present.js';
import { SampleLedger } from '../sample-entries.js';
import { SOAK, seedOf } from '../soak.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const SEED = seedOf(24_601);
const SIZE = 500;
const FLIPS = 150 * SOAK;
const LONG_MS = 60_000 * SOAK;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Everything that can be read of a ledger, as text. */
function everything(ledger: LedgerFile): readonly string[] {
  const { size, lastRecorded } = ledger;
  return [
    String(size),
    String(lastRecorded),
    hex(ledger.root()),
    hex(ledger.root(size - 1)),
    ...[...ledger.scan(1, size)].flat().map((row) => row.join(' ')),
    ...[...ledger.entries(1, size)].flat().map(({ leaf }) => hex(leaf)),
    ...ledger.subjects().map(({ number, kind, id }) => {
      const own = ledger.rowsOf(number).map(({ position }) => position);
      const naming = ledger.casesNaming(number).map(({ position }) => position);
      return [number, kind, id, ...own, '|', ...naming].join(' ');
    }),
  ];
}

/** A small seeded source of integers below a limit. */
function integers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe(`a ledger file that was damaged (seed ${String(SEED)})`, () => {
  const folder = useTemporaryFolder();
  let path: string;
  let original: Buffer;
  let expected: readonly string[];
  let sample: SampleLedger;

  beforeEach(() => {
    sample = new SampleLedger(COUNTY, SEED);
    const data = LedgerFolder.openOrCreate(folder());
    const ledger = data.ledgerForAppend(COUNTY);
    ledger.append(0, sample.next(SIZE - 3));
    ledger.append(SIZE - 3, sample.next(3));
    expected = everything(ledger);
    path = ledger.path;
    data.close();
    original = readFileSync(path);
  });

  /** What an opened file says, or the damage that it reports. */
  function said(): readonly string[] | DamagedLedger {
    let ledger: LedgerFile | null = null;
    try {
      ledger = LedgerFile.open(path, COUNTY, 'read');
      return everything(ledger);
    } catch (error) {
      if (error instanceof DamagedLedger) return error;
      throw error;
    } finally {
      ledger?.close();
    }
  }

  it('is refused at every truncation of its last 4 KiB', () => {
    for (let cut = 1; cut <= 4096; cut += 1) {
      truncateSync(path, original.length - cut);
      let refusal: unknown = null;
      try {
        LedgerFile.open(path, COUNTY, cut % 2 === 0 ? 'read' : 'write').close();
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(DamagedLedger);
      expect(String(refusal)).toMatch(/county 19 is damaged: .* is cut off: it has \d+ bytes/u);
    }
  });

  it.each([0, 1, 15, 16, 99, 100, 511, 512, 4095, 4096, 8191, 20_000])(
    'is refused when only %i bytes are left',
    (bytes) => {
      truncateSync(path, bytes);
      for (const mode of ['read', 'write'] as const) {
        expect(() => LedgerFile.open(path, COUNTY, mode)).toThrow(DamagedLedger);
      }
      expect([...checkLedgerFile(path, COUNTY)].length).toBe(1);
    },
  );

  it('is refused when it is something else', () => {
    writeFileSync(path, 'Not a database. '.repeat(600));
    expect(() => LedgerFile.open(path, COUNTY, 'read')).toThrow(/does not begin as a SQLite file/u);
  });

  it(
    'never says anything else than before, whichever bit of the file is flipped',
    () => {
      const below = integers(SEED);
      let noticed = 0;
      for (let flip = 0; flip < FLIPS; flip += 1) {
        const at = below(original.length);
        const bit = below(8);
        const bytes = Buffer.from(original);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(path, bytes);
        let answer: unknown;
        try {
          answer = said();
        } catch (error) {
          // The header may say that it is of a newer program, or of another one.
          expect(String(error)).toMatch(/UnusableStore/u);
          answer = null;
        }
        if (answer instanceof DamagedLedger || answer === null) noticed += 1;
        else expect({ at, bit, answer }).toEqual({ at, bit, answer: expected });
      }
      expect(noticed).toBeGreaterThan(FLIPS / 2);
    },
    LONG_MS,
  );

  it(
    'names the record of which a stored bit was flipped, on reading and in a check',
    () => {
      const below = integers(SEED + 1);
      for (let flip = 0; flip < FLIPS; flip += 1) {
        const entry = present(sample.entries[below(SIZE)]);
        const body = Buffer.from(entry.body);
        const start = original.indexOf(body);
        // Pages that were split may hold a second copy that nothing reads any more.
        if (original.indexOf(body, start + 1) !== -1) continue;
        const at = start + below(body.length);
        const bytes = Buffer.from(original);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
        writeFileSync(path, bytes);
        const answer = said();
        expect(answer).toBeInstanceOf(DamagedLedger);
        expect(answer).toMatchObject({ county: COUNTY, position: entry.position });
        const faults = [...checkLedgerFile(path, COUNTY)];
        expect(faults.map(({ position }) => position)).toContain(entry.position);
      }
    },
    LONG_MS,
  );

  it('is refused when its file and its log are not of one piece', () => {
    const data = LedgerFolder.open(folder(), 'write');
    const ledger = present(data.ledger(COUNTY));
    ledger.append(SIZE, sample.next(400));
    // The log holds the new pages; the file is still the old one.
    copyFileSync(`${path}-wal`, join(folder(), 'wal'));
    copyFileSync(path, join(folder(), 'old'));
    data.close();
    copyFileSync(join(folder(), 'old'), path);
    copyFileSync(join(folder(), 'wal'), `${path}-wal`);
    const whole = LedgerFile.open(path, COUNTY, 'read');
    expect(whole.size).toBe(SIZE + 400);
    expect([...whole.scan(1, SIZE + 400)].flat().length).toBe(SIZE + 400);
    whole.close();
    truncateSync(path, original.length - 3 * 4096);
    expect(() => LedgerFile.open(path, COUNTY, 'read')).toThrow(/is cut off/u);
  });
});

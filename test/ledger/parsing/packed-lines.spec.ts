import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import { LineSplitter, readLines } from '../../../events/wire/lines.js';
import type { ParsedRecord } from '../../../events/wire/parse.js';
import { encodeScalars } from '../../../projections/columns/encode.js';
import { appendRecords } from '../../../src/ledger/append.js';
import type { AppendOutcomeOfInput } from '../../../src/ledger/append.js';
import type { ParsedLine, RejectedLine } from '../../../src/ledger/county-batch.js';
import { packedLines } from '../../../src/ledger/parsing/line-packer.js';
import { parsedLine } from '../../../src/ledger/parsing/parsed-line.js';
import { PackedRecord, unpackedLines } from '../../../src/ledger/parsing/packed-lines.js';
import { writerOver } from '../../../src/stores/sqlite/writer-over-folder.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { mutatedLine } from '../../soak/mutated-line.js';
import { seededRandom } from '../../soak/seeded-random.js';
import type { SeededRandom } from '../../soak/seeded-random.js';
import { present } from '../../store/present.js';
import { SOAK, seedOf } from '../../store/soak.js';
import { tablesOfLedger } from '../../store/tables-of-ledger.js';
import { useTemporaryFolder } from '../../store/temporary-folder.js';
import { randomLedger } from '../../support/random-ledger.js';
import { instantOfMs } from '../../../events/values/instant.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = seedOf(1);
const SEEDS = Array.from({ length: 4 * SOAK }, (_, index) => FIRST_SEED + index);
const REFS = { ref: 1_000, ref2: 2_000, childNumber: (id: string): number => id.length };
const temporary = useTemporaryFolder();

/** Records of a random ledger, some of them made wrong, some sent twice, cut up anywhere. */
function hostileChunks(seed: number, random: SeededRandom): readonly Buffer[] {
  const lines = randomLedger(seed).flatMap((record) => {
    const line = JSON.stringify(record);
    const good = Buffer.from(random.index(9) === 0 ? ` ${line}\r\n\n` : `${line}\n`);
    const chance = random.index(10);
    if (chance === 0) return [mutatedLine(line, random)];
    return chance === 1 ? [good, mutatedLine(line, random), good] : [good];
  });
  const mark = random.index(2) === 0 ? '\ufeff' : '';
  const bytes = Buffer.concat([Buffer.from(mark), ...lines, Buffer.from('{"id":')]);
  const chunks: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = from + 1 + random.index(random.index(4) === 0 ? 3 : 40_000);
    chunks.push(bytes.subarray(from, to));
    from = to;
  }
  return chunks;
}

async function* parsedHere(chunks: readonly Buffer[]): AsyncGenerator<readonly ParsedLine[]> {
  for await (const lines of readLines(chunks)) {
    yield lines.map((line) => ({ file: 'a', line: line.number, result: parsedLine(line) }));
  }
}

/** As the thread does it, whose messages are copies. */
async function* parsedAside(chunks: readonly Buffer[]): AsyncGenerator<readonly ParsedLine[]> {
  const splitter = new LineSplitter();
  const parts = [...chunks.map((chunk) => () => splitter.push(chunk)), () => splitter.end()];
  for (const part of parts) {
    await Promise.resolve();
    yield unpackedLines(structuredClone(packedLines(part(), 1)), 'a');
  }
}

async function all(batches: AsyncIterable<readonly ParsedLine[]>): Promise<readonly ParsedLine[]> {
  const lines: ParsedLine[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
}

async function takenIn(
  path: string,
  lines: AsyncIterable<readonly ParsedLine[]>,
  records: number,
): Promise<readonly [AppendOutcomeOfInput, readonly RejectedLine[]]> {
  const folder = LedgerFolder.openOrCreate(path);
  const rejected: RejectedLine[] = [];
  const batchMax = { records, characters: 1_000_000 };
  const outcome = await appendRecords({ ...writerOver(folder), batchMax }, lines, {
    clock: () => instantOfMs(Date.parse('2026-01-01T00:00:00Z')),
    isRecordedHonoured: true,
    isBulk: true,
    onRejected: (line) => {
      rejected.push(line);
    },
  });
  folder.close();
  return [outcome, rejected];
}

describe('lines that are parsed on a thread of their own', () => {
  it.each(SEEDS)('are what they are when they are parsed here (seed %i)', async (seed) => {
    const chunks = hostileChunks(seed, seededRandom(seed));
    const here = await all(parsedHere(chunks));
    const aside = await all(parsedAside(chunks));
    expect(aside.map(({ line }) => line)).toEqual(here.map(({ line }) => line));
    for (const [index, { result }] of here.entries()) {
      const other = present(aside[index]).result;
      if (result.kind === 'rejection' || other.kind === 'rejection') {
        expect(other).toEqual(result);
        continue;
      }
      const { record, ...rest } = result as ParsedRecord;
      const { claims, typeCode, body, effective, recorded, subjectKind, subjectId } = other;
      const of = { claims, typeCode, body, effective, recorded, subjectKind, subjectId };
      expect({ kind: 'record', ...of }).toEqual(rest);
      const scalars: number[] = [];
      encodeScalars(record, REFS, scalars);
      expect(other instanceof PackedRecord && other.scalarsWith(REFS)).toEqual(scalars);
    }
  });

  it.each(SEEDS)('make the same ledger and are told the same (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const chunks = hostileChunks(seed, random);
    const records = 1 + random.index(40);
    const [here, aside] = [join(temporary(), 'here'), join(temporary(), 'aside')];
    const expected = await takenIn(here, parsedHere(chunks), records);
    expect(await takenIn(aside, parsedAside(chunks), records)).toEqual(expected);
    expect(expected[1].length).toBeGreaterThan(0);
    expect(tablesOfLedger(aside, COUNTY)).toEqual(tablesOfLedger(here, COUNTY));
  });
});

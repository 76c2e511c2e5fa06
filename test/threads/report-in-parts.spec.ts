import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { ViewInBlocks } from '../../projections/columns/ledger-view.js';
import { blockOf, rowsOfSubjects, sortBySubject } from '../../projections/columns/subject-block.js';
import { EDITIONS } from '../../projections/form/editions.js';
import { ReportFolding, reportMonths } from '../../projections/form/report.js';
import { sharedLinks } from '../../projections/replay/child-links-of-months.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { columnsOfRows } from '../../src/stores/sqlite/segments/row-columns.js';
import { segmentedView } from '../../src/stores/sqlite/segments/segments.js';
import { BlockTurns } from '../../src/threads/block-turns.js';
import { openLedgersToRead } from '../../src/application/wiring/ledgers-to-read.js';
import { beginToFold, foldBeside, openToFold, stopAhead } from '../../src/threads/fold-beside.js';
import type { FoldElsewhere, IdleThread } from '../../src/threads/idle.js';
import { ReportInParts } from '../../src/threads/report-in-parts.js';
import type * as InParts from '../../src/threads/report-in-parts.js';
import { begunPart } from '../../src/threads/report-part-of-task.js';
import { PartInTurns } from '../../src/threads/report-part.js';
import type { ReportPartReply } from '../../src/threads/report-part.js';
import { builtProgram } from '../cli/built-program.js';
import { present } from '../store/present.js';
import { SOAK, seedOf } from '../store/soak.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { Random } from '../support/random.js';
import { randomLedger } from '../support/random-ledger.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const MONTHS = ['2004-10', '2005-09', '2006-04', '2006-09'].map((m) => present(parseMonth(m)));
const FIRST_SEED = seedOf(1);
const SEEDS = Array.from({ length: 6 * SOAK }, (_, index) => FIRST_SEED + index);
const temporary = useTemporaryFolder();

/** The view of a ledger in blocks of a few subjects, as one of a large ledger has blocks of many. */
function inSmallBlocks(file: LedgerFile, subjectsOfBlock: number): ViewInBlocks {
  const view = segmentedView(file, file.size, true);
  const { subjectCount } = view;
  const rows = columnsOfRows(file, 1, file.size, () => undefined);
  const sorted = sortBySubject([rows], 0, subjectCount);
  const blocks = Array.from({ length: Math.ceil(subjectCount / subjectsOfBlock) }, (_, number) => {
    const first = number * subjectsOfBlock;
    const end = Math.min(subjectCount, first + subjectsOfBlock);
    return blockOf([rowsOfSubjects(sorted, first, end)], first, end - first);
  });
  return {
    ...{ subjectCount, subjectKinds: view.subjectKinds, subjectIds: view.subjectIds },
    county: view.county,
    blocks: () => blocks,
    blockCount: blocks.length,
    block: (number) => present(blocks[number]),
    assertWhole: (records) => {
      expect(records).toBe(file.size);
    },
  };
}

/** Folds in so many parts, of which now one and now another takes a block. */
async function foldedIn(
  parts: number,
  view: ViewInBlocks,
  asOf: number,
  random: Random,
): Promise<unknown> {
  const asked = { months: MONTHS, asOf, known: EDITIONS };
  const foldings = Array.from({ length: parts }, () => new ReportFolding(view, asked));
  const links = sharedLinks(present(foldings[0]).needed.length, view.subjectCount);
  const turns = BlockTurns.begin(view.blockCount);
  const all = foldings.map(
    (folding) => new PartInTurns(folding, links, new BlockTurns(turns.memory)),
  );
  let taken = 0;
  while (taken < view.blockCount) {
    const part = present(all[random.integer(0, parts - 1)]);
    taken += part.foldNext(view) ? 1 : 0;
  }
  expect(await turns.whenAllFolded()).toBe(true);
  const counted = all.map((part) => part.foldChildren());
  view.assertWhole(counted.reduce((sum, { records }) => sum + records, 0));
  const tallies = counted.map((part) => part.tallies);
  return present(foldings[0]).reports(random.chance(0.5) ? tallies : tallies.toReversed());
}

describe('a report folded in parts', () => {
  it.each(SEEDS)('is the same whatever the number of parts (seed %i)', async (seed) => {
    const random = new Random(seed);
    const folder = LedgerFolder.openOrCreate(temporary());
    const file = await storeRecords(folder, COUNTY, randomLedger(seed));
    const whole = reportMonths(segmentedView(file, file.size, true), MONTHS, file.size);
    const view = inSmallBlocks(file, random.integer(1, 4));
    expect(view.blockCount).toBeGreaterThan(1);
    for (const parts of [1, 2, 3]) {
      const folded = await foldedIn(parts, view, file.size, random);
      expect(JSON.stringify(folded)).toBe(JSON.stringify(whole));
    }
    folder.close();
  });

  it('is the same in threads, again and again, and where there are more of them than blocks', async () => {
    const path = temporary();
    const folder = LedgerFolder.openOrCreate(path);
    const file = await storeRecords(folder, COUNTY, randomLedger(7));
    const built = pathToFileURL(join(dirname(builtProgram()), 'threads', 'report-in-parts.js'));
    // The built file of the module that the type is of: threads start from built files only.
    const { ReportInParts: InThreads } = (await import(built.href)) as typeof InParts;
    const inParts = new InThreads(path, 3);
    const asked = { months: MONTHS, asOf: file.size, source: 'segments' } as const;
    const whole = reportMonths(segmentedView(file, file.size, true), MONTHS, file.size);
    for (let time = 0; time < 3; time += 1) {
      const reports = await inParts.reports(file, asked, () => undefined);
      expect(JSON.stringify(reports)).toBe(JSON.stringify(whole));
    }
    await inParts.close();
    folder.close();
  });
});

describe('a report folded in parts by a thread that is there already', () => {
  async function asked(fold: FoldElsewhere, path = temporary()): Promise<[string, string]> {
    const folder = LedgerFolder.openOrCreate(path);
    const file = await storeRecords(folder, COUNTY, randomLedger(8));
    const whole = reportMonths(segmentedView(file, file.size, true), MONTHS, file.size);
    const inParts = new ReportInParts(path, 1, { fold, begun: () => null });
    const of = { months: MONTHS, asOf: file.size, source: 'segments' } as const;
    const reports = await inParts.reports(file, of, () => undefined);
    await inParts.close();
    folder.close();
    return [JSON.stringify(reports), JSON.stringify(whole)];
  }

  it('is the same, whoever takes the blocks', async () => {
    const replies: ReportPartReply['kind'][] = [];
    const counting: FoldElsewhere = async (folder, task) => {
      const reply = await foldBeside(folder, task);
      replies.push(reply.kind);
      return reply;
    };
    const [reports, whole] = await asked(counting);
    expect(reports).toBe(whole);
    expect(replies).toEqual(['counted']);
  });

  it('is the same where that takes all of them', async () => {
    const greedy: FoldElsewhere = (folder, task) => {
      const { part, view } = begunPart({ ledgers: openLedgersToRead(folder).ledgers }, task);
      part.foldCases(view);
      while (part.foldSomeChildren(1));
      return Promise.resolve({ kind: 'counted', part: part.counted() });
    };
    const [reports, whole] = await asked(greedy);
    expect(reports).toBe(whole);
  });

  it('is the same of what was looked at ahead, and of what has come since', async () => {
    const path = temporary();
    const folder = LedgerFolder.openOrCreate(path);
    const records = randomLedger(8);
    const half = Math.ceil(records.length / 2);
    const { size } = await storeRecords(folder, COUNTY, records.slice(0, half));
    openToFold(path, COUNTY);
    const file = await storeRecords(folder, COUNTY, records.slice(half));
    expect(file.size).toBeGreaterThan(size);
    for (const asOf of [size, file.size, size]) {
      const inParts = new ReportInParts(path, 1, { fold: foldBeside, begun: () => null });
      const of = { months: MONTHS, asOf, source: 'segments' } as const;
      const reports = await inParts.reports(file, of, () => undefined);
      const whole = reportMonths(segmentedView(file, asOf, true), MONTHS, asOf);
      expect(JSON.stringify(reports)).toBe(JSON.stringify(whole));
      await inParts.close();
    }
    folder.close();
  });

  it('is the same where that has begun before it was asked, and where it has begun with something else', async () => {
    const path = temporary();
    const folder = LedgerFolder.openOrCreate(path);
    const records = randomLedger(9);
    const file = await storeRecords(folder, COUNTY, records);
    const of = { months: MONTHS, asOf: file.size, source: 'segments' } as const;
    const whole = reportMonths(segmentedView(file, file.size, true), MONTHS, file.size);
    for (const [months, isOfIt] of [
      [MONTHS, true],
      [MONTHS.slice(1), false],
    ] as const) {
      const begun = beginToFold(path, COUNTY, months);
      const asked: string[] = [];
      const idle: IdleThread = {
        begun: () => begun,
        fold: (ofFolder, task) => {
          asked.push(ofFolder);
          stopAhead();
          return foldBeside(ofFolder, task);
        },
      };
      const inParts = new ReportInParts(path, 1, idle);
      const reports = await inParts.reports(file, of, () => undefined);
      expect(JSON.stringify(reports)).toBe(JSON.stringify(whole));
      expect(asked).toEqual(isOfIt ? [] : [path]);
      await inParts.close();
    }
    folder.close();
  });

  it('begins with nothing where there is no ledger, and ends what it has begun when it is told to', async () => {
    const path = temporary();
    const folder = LedgerFolder.openOrCreate(path);
    expect(beginToFold(path, COUNTY, MONTHS)).toBeNull();
    const file = await storeRecords(folder, COUNTY, randomLedger(9));
    const begun = present(beginToFold(path, COUNTY, MONTHS));
    expect(begun.task).toMatchObject({ county: COUNTY, months: MONTHS, asOf: file.size });
    stopAhead();
    expect(await begun.reply).toEqual({ kind: 'failed' });
    folder.close();
  });

  it('begins with nothing where the ledger is damaged, and lets the one who asks find that', async () => {
    const path = temporary();
    const folder = LedgerFolder.openOrCreate(path);
    const file = await storeRecords(folder, COUNTY, randomLedger(9));
    file.connection.database.exec('UPDATE records SET crc = crc + 1');
    expect(beginToFold(path, COUNTY, MONTHS)).toBeNull();
    const inParts = new ReportInParts(path, 1, { fold: foldBeside, begun: () => null });
    const of = { months: MONTHS, asOf: file.size, source: 'segments' } as const;
    await expect(inParts.reports(file, of, () => undefined)).rejects.toThrow(/position 1\b/u);
    await inParts.close();
    folder.close();
  });

  it('is folded here where that fails, or has no ledger', async () => {
    for (const elsewhere of ['/nowhere', null]) {
      const failing: FoldElsewhere = (folder, task) =>
        elsewhere === null
          ? Promise.resolve({ kind: 'failed' })
          : foldBeside(join(folder, elsewhere), task);
      const [reports, whole] = await asked(failing, join(temporary(), String(elsewhere)));
      expect(reports).toBe(whole);
    }
  });
});

describe('turns at blocks', () => {
  it('are taken once each, and nobody waits where one has stopped', async () => {
    const turns = BlockTurns.begin(2);
    const other = new BlockTurns(turns.memory);
    expect([turns.take(), other.take(), turns.take()]).toEqual([0, 1, null]);
    turns.folded();
    other.stop();
    expect(turns.areAllFolded()).toBe(false);
    expect(await turns.whenAllFolded()).toBe(false);
    expect(BlockTurns.begin(0).areAllFolded()).toBe(true);
  });
});

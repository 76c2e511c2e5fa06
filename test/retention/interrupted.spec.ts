import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { RetentionAct } from '../../events/acts/retention-acts.js';
import { retentionActJson } from '../../events/acts/retention-acts.js';
import { planOfLedger } from '../../src/retention/plan-of-ledger.js';
import { eraseRecords } from '../../src/stores/sqlite/erasing/erase-records.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { RETENTION_STREAM } from '../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { plumbline } from '../cli/in-process.js';
import { County, longTexts } from './county.js';
import { families } from './families.js';
import { clockNow } from '../../src/ports/clock.js';

const ON = '2011-02-01';
const COUNTY = '19' as never; // a county of the contract
const RECORDS = families(5);
const HOLD = ['hold place', '--from', '2005-01', '--by', 'L', '--reason', 'docket 1'];
const SUBMIT = ['submit', '--month', '2008-06', '--by', 'A', '--json'];

describe('an erasure that was stopped', () => {
  let county = new County();
  beforeEach(async () => {
    county = new County();
    await county.ingest(RECORDS);
    expect((await county.plan(ON)).records).toBeGreaterThan(20);
    await county.order(ON);
  });
  afterEach(() => {
    county.remove();
  });

  async function begin(): Promise<void> {
    const log = new ActFolder(county.path, RETENTION_STREAM);
    const { length } = await log.read(COUNTY);
    const begun: RetentionAct = { kind: 'begun', order: 1, by: 'D. Rector', at: clockNow() };
    await log.append(COUNTY, length, retentionActJson(COUNTY, begun));
  }

  function withLedger<T>(mode: 'read' | 'write', work: (file: LedgerFile) => T): T {
    const folder = LedgerFolder.open(county.path, mode);
    try {
      const file = folder.ledger(COUNTY);
      if (file === null) throw new Error('The county has no ledger.');
      return work(file);
    } finally {
      folder.close();
    }
  }

  function decide(): void {
    withLedger('write', (file) => {
      const on = parseDay(ON) ?? (0 as Day); // a day that exists
      const { size, hash, rule } = planOfLedger(file, on, []);
      const { firstMonth, cut, erased } = rule;
      const erasure = { order: 1, on, firstMonth, cut, plan: hash, ranges: erased };
      expect(eraseRecords(file, size - 1, erasure)).toBe('sizeDiffers');
      expect(eraseRecords(file, size, erasure)).toBe('erased');
      expect(eraseRecords(file, size, erasure)).toBe('erased');
    });
  }

  async function errorOf(argv: readonly string[]): Promise<unknown> {
    const { code, stdout } = await county.run(...argv);
    return code === 0 ? null : (JSON.parse(stdout) as { error: unknown }).error;
  }

  it('before its moment: keeps holds and submissions out, has changed nothing, begins again', async () => {
    await begin();
    expect(await errorOf(HOLD)).toBe('ERASING');
    expect(await errorOf(SUBMIT)).toBe('ERASING');
    const early = ['submit', '--month', '2099-01', '--by', 'A', '--json'];
    expect(await errorOf(early)).toBe('MONTH_NOT_OVER');
    expect(await county.json('retention list')).toMatchObject({
      firstMonth: null,
      orders: [{ applied: null, state: 'begun' }],
    });
    expect((await county.apply('1')).code).toBe(0);
    expect(await errorOf(HOLD)).toBeNull();
    expect(await errorOf(SUBMIT)).toBeNull();
  });

  it('before its moment: is given up where the plan is another by now', async () => {
    await begin();
    const log = new ActFolder(county.path, RETENTION_STREAM);
    const held: RetentionAct = {
      ...{ kind: 'holdPlaced', hold: 1, by: 'L', reason: 'x', at: clockNow() },
      target: { kind: 'from', month: parseMonth('2001-01') ?? (0 as Month) },
    };
    await log.append(COUNTY, 2, retentionActJson(COUNTY, held));
    expect(await errorOf(['retention apply', '--order', '1', '--by', 'D'])).toBe('PLAN_OUTDATED');
    expect(await county.json('retention list')).toMatchObject({ orders: [{ state: 'ordered' }] });
    expect(await errorOf(HOLD)).toBeNull();
  });

  it('after its moment: every answer is as if it were finished, and it is finished without a new plan', async () => {
    const before = await county.json<{ size: number; root: string }>('root');
    await begin();
    decide();
    const list = await county.json<{ firstMonth: string }>('retention list');
    expect(list).toMatchObject({ firstMonth: '2006-10', orders: [{ state: 'begun' }] });
    expect((await county.run('report', '--month', '2006-09')).code).toBe(2);
    expect((await county.ingest(RECORDS)).stdout).toContain('"accepted":0');
    expect(await errorOf(HOLD)).toBe('ERASING');
    const { stdout } = await county.apply('1');
    expect(JSON.parse(stdout)).toMatchObject({ size: before.size, root: before.root });
    const kept = withLedger('read', (file) =>
      [...file.rows(1, file.size)].flat().map(({ body }) => body),
    ).join();
    const gone = [...longTexts(RECORDS)].filter((text) => !kept.includes(text));
    expect(gone.length).toBeGreaterThan(50);
    expect(county.found(gone)).toEqual([]);
  });

  it('is seen by a reader and a writer that had the ledger open', async () => {
    const reader = LedgerFolder.open(county.path, 'read');
    const writer = LedgerFolder.open(county.path, 'write');
    const [reading, writing] = [reader.ledger(COUNTY), writer.ledger(COUNTY)];
    if (reading === null || writing === null) throw new Error('The county has no ledger.');
    const ids = reading.subjects().map(({ id }) => id);
    expect([...reading.rows(1, 10)].flat()).toHaveLength(10);
    await begin();
    decide();
    // In the middle of a reading: neither before nor between.
    expect(() => [...reading.rows(1, reading.size)].length).toThrow(
      /were erased while they were read/u,
    );
    expect(writing.append(writing.size, [])).toEqual({ kind: 'sizeDiffers', size: writing.size });
    reading.refresh();
    expect([...reading.rows(1, reading.size)].flat().length).toBeLessThan(reading.size);
    expect(reading.subjects().filter(({ id }) => id === '').length).toBeGreaterThan(1);
    expect(ids).toHaveLength(reading.subjects().length);
    reader.close();
    writer.close();
    expect((await county.apply('1')).code).toBe(0);
  });

  it('comes back from a backup with its holds and orders', async () => {
    expect((await county.apply('1')).code).toBe(0);
    expect(await errorOf(HOLD)).toBeNull();
    const [copy, back] = [join(county.path, '..', `copy-${String(process.pid)}`), new County()];
    try {
      expect((await plumbline(['backup', copy, '--data', county.path])).code).toBe(0);
      expect((await plumbline(['restore', copy, '--data', back.path])).code).toBe(0);
      for (const command of ['hold list', 'retention list', 'root', 'check']) {
        expect((await back.run(command)).stdout).toBe((await county.run(command)).stdout);
      }
    } finally {
      back.remove();
      rmSync(copy, { recursive: true, force: true });
    }
  });
});

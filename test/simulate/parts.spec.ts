import { Writable } from 'node:stream';

import { isRecordId } from '../../events/values/ids.js';
import { AFTERMATH_DAYS_MAX, AftermathWheel } from '../../simulate/aftermath.js';
import type { Aftermath } from '../../simulate/aftermath.js';
import { unopenedCase } from '../../simulate/case-state.js';
import { CaseTable } from '../../simulate/case-table.js';
import { simulateCaseload } from '../../simulate/caseload.js';
import { RecordIds } from '../../simulate/record-ids.js';
import { writeSimulation } from '../../simulate/write-simulation.js';
import { argumentsWith } from './simulated.js';

describe('RecordIds', () => {
  it('gives different ids of version 4 to all records of all cases', () => {
    const ids = new RecordIds(1);
    const given = new Set<string>();
    for (let caseNumber = 0; caseNumber < 300; caseNumber += 1) {
      for (let serial = 0; serial < 300; serial += 1) given.add(ids.idOf(caseNumber, serial));
    }
    expect(given.size).toBe(90_000);
    for (const id of given) {
      if (!isRecordId(id) || !/^.{14}4.{4}[89ab]/u.test(id))
        throw new Error(`Not of version 4: ${id}`);
    }
  });

  it('gives the same id again, and another under another key', () => {
    expect(new RecordIds(1).idOf(5, 6)).toBe(new RecordIds(1).idOf(5, 6));
    expect(new RecordIds(2).idOf(5, 6)).not.toBe(new RecordIds(1).idOf(5, 6));
  });
});

describe('CaseTable', () => {
  it('gives back what was stored, case by case', () => {
    const table = new CaseTable(3);
    const numbers = Object.keys(unopenedCase()).map((name, index) => [name, index + 1] as const);
    const filled = Object.fromEntries(numbers.map(([name, value]) => [name, value]));
    const blank = unopenedCase();
    const state = Object.assign(unopenedCase(), filled);
    for (const [name, value] of Object.entries(blank)) {
      if (typeof value === 'boolean') Object.assign(state, { [name]: true });
    }
    table.store(1, state);
    const loaded = unopenedCase();
    table.load(1, loaded);
    expect(loaded).toEqual(state);
    expect([table.isStored(0), table.isStored(1), table.isStored(2)]).toEqual([false, true, false]);
  });
});

describe('AftermathWheel', () => {
  const reversal: Aftermath = {
    kind: 'reversal',
    caseIndex: 3,
    distribution: {
      type: 'CollectionDistributed',
      data: { distribution: 'D-1', collection: 'C-1', allocations: [] },
      effective: 0,
      serial: 1,
      child: -1,
    },
  };

  it.each([-1000, 0, 13_000])(
    'gives back on its day, once, what was put there from day %p on',
    (today) => {
      const wheel = new AftermathWheel();
      wheel.add(today, AFTERMATH_DAYS_MAX, reversal);
      for (let day = today; day < today + AFTERMATH_DAYS_MAX; day += 1)
        expect(wheel.take(day)).toEqual([]);
      expect(wheel.take(today + AFTERMATH_DAYS_MAX)).toEqual([reversal]);
      expect(wheel.take(today + AFTERMATH_DAYS_MAX)).toEqual([]);
    },
  );

  it.each([0, AFTERMATH_DAYS_MAX + 1])('takes nothing %p days ahead', (days) => {
    expect(() => {
      new AftermathWheel().add(100, days, reversal);
    }).toThrow(`1 to 60 days after, not ${String(days)}`);
  });
});

describe('writeSimulation', () => {
  const given = argumentsWith({ cases: 60 });

  it('waits for a slow reader and writes the whole caseload', async () => {
    const parts: string[] = [];
    let inHand = 0;
    let inHandMost = 0;
    const slow = new Writable({
      highWaterMark: 1,
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        inHand += 1;
        inHandMost = Math.max(inHandMost, inHand);
        setImmediate(() => {
          parts.push(chunk);
          inHand -= 1;
          done();
        });
      },
    });
    await writeSimulation(given, slow);
    expect(inHandMost).toBe(1);
    expect(slow.writableEnded).toBe(false);
    expect(parts.join('')).toBe([...simulateCaseload(given)].join(''));
  });

  it("rejects with the stream's error when the reader goes away", async () => {
    const gone = new Writable({
      write(_chunk, _encoding, done) {
        done(new Error('write EPIPE'));
      },
    });
    await expect(writeSimulation(given, gone)).rejects.toThrow('write EPIPE');
  });
});

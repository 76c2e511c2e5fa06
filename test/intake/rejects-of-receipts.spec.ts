import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Receipt } from '../../src/exchange/receipt.js';
import { rejectsNameOf } from '../../src/intake/taking/rejects-name.js';
import { countyOf, memoryFolder, watchedIntake } from './watched-intake.js';
import type { WatchedIntake } from './watched-intake.js';

const folder = memoryFolder();
afterAll(folder.remove);

/** A file of one line that is rejected, and says which file it was. */
function rejected(which: string): string {
  return `${JSON.stringify({ type: which })}\n`;
}

/** Of each receipt, in order of name: its name, the file of rejects that it names, and what is said there. */
function rejectsByReceipt({ watched }: WatchedIntake): readonly (readonly [string, string])[] {
  const place = join(watched, 'county-19', 'receipts');
  const names = readdirSync(place).filter((name) => name.endsWith('.receipt.json'));
  return names.sort().map((name) => {
    const receipt = JSON.parse(readFileSync(join(place, name), 'utf8')) as Receipt;
    const told = readFileSync(join(place, receipt.rejects ?? ''), 'utf8');
    return [name, /No\d/u.exec(told)?.[0] ?? told] as const;
  });
}

describe('a receipt names the rejects of its own file', () => {
  it('however many of that name came, and come again', async () => {
    const intake = await watchedIntake(join(folder.path, 'several'));
    for (const which of ['No1', 'No2', 'No1', 'No3', 'No2']) {
      intake.put('r.ndjson', rejected(which));
      await intake.takeAll();
    }
    expect(rejectsByReceipt(intake)).toEqual([
      ['r.ndjson.1.receipt.json', 'No1'],
      ['r.ndjson.2.receipt.json', 'No2'],
      ['r.ndjson.3.receipt.json', 'No1'],
      ['r.ndjson.4.receipt.json', 'No3'],
      ['r.ndjson.receipt.json', 'No2'],
    ]);
    expect(intake.names('receipts').filter((name) => name.endsWith('.rejects.ndjson'))).toEqual([
      'r.ndjson.2.rejects.ndjson',
      'r.ndjson.4.rejects.ndjson',
      'r.ndjson.rejects.ndjson',
    ]);
    await intake.close();
  });

  it('also where its county has removed an earlier one, and none is taken for another', async () => {
    const intake = await watchedIntake(join(folder.path, 'removed'));
    intake.put('r.ndjson', rejected('No1'));
    await intake.takeAll();
    const place = join(intake.watched, 'county-19', 'receipts');
    rmSync(join(place, 'r.ndjson.rejects.ndjson'));
    intake.put('r.ndjson', rejected('No2'));
    await intake.takeAll();
    expect(intake.receipt('r.ndjson').rejects).toBe('r.ndjson.2.rejects.ndjson');
    await intake.close();
  });

  it('and has the same name when it is named again after a crash', async () => {
    const intake = await watchedIntake(join(folder.path, 'crash'));
    const house = await intake.house();
    const county = countyOf('19');
    const receipts = join(intake.watched, 'county-19', 'receipts');
    for (const [number, name] of [
      [7, 'r.ndjson.rejects.ndjson'],
      [8, 'r.ndjson.8.rejects.ndjson'],
      [7, 'r.ndjson.rejects.ndjson'],
      [8, 'r.ndjson.8.rejects.ndjson'],
    ] as const) {
      const file = { county, number, name: 'r.ndjson' };
      expect(await rejectsNameOf(house, file, receipts)).toBe(name);
    }
    await intake.close();
  });
});

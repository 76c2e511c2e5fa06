import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerFolder } from '../../../src/store/sqlite/ledger-folder.js';
import { SqliteEventLog } from '../../../src/store/sqlite/sqlite-event-log.js';
import { describeEventLog } from '../../contracts/event-log.js';

describeEventLog('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  const log = new SqliteEventLog(LedgerFolder.openOrCreate(folder));
  const dispose = async (): Promise<void> => {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return Promise.resolve({ log, dispose });
});

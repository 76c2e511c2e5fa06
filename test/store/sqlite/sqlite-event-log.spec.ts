import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { SqliteEventLog } from '../../../src/stores/sqlite/sqlite-event-log.js';
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

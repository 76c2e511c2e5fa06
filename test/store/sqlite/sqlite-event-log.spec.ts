import { rmSync } from 'node:fs';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { SqliteEventLog } from '../../../src/stores/sqlite/sqlite-event-log.js';
import { describeEventLog } from '../../contracts/event-log.js';
import { scratchFolder } from '../../support/scratch-folder.js';

describeEventLog('SQLite', () => {
  const folder = scratchFolder();
  const log = new SqliteEventLog(LedgerFolder.openOrCreate(folder));
  const dispose = async (): Promise<void> => {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return Promise.resolve({ log, dispose });
});

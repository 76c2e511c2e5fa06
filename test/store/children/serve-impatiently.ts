import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import type * as OpenHouseFile from '../../../src/application/wiring/open-house.js';
import type * as AcceptanceFile from '../../../src/ledger/acceptance/replica-acceptance.js';
import type * as ServiceFile from '../../../src/http/service.js';
import type * as EventStoreFile from '../../../src/stores/replicated/event-store.js';
import type * as LedgerFolderFile from '../../../src/stores/sqlite/ledger-folder.js';

/**
 * The service over a server's ledgers, as `plumbline serve` starts it, but with less patience:
 * `SRC DATA CONNECTION CALL_MS PATIENCE_MS`, SRC being the folder of the compiled sources.
 */
const [src = '', data = '', connectionString = '', callMs = '', patienceMs = ''] =
  process.argv.slice(2);

const compiled = (path: string): Promise<unknown> => import(pathToFileURL(join(src, path)).href);
// The compiled modules are those of the sources whose types are named here.
const { houseOver } = (await compiled('application/wiring/open-house.js')) as typeof OpenHouseFile;
const { REPLICA_ACCEPTANCE } = (await compiled(
  'ledger/acceptance/replica-acceptance.js',
)) as typeof AcceptanceFile;
const { startService } = (await compiled('http/service.js')) as typeof ServiceFile;
const { openEventStore } = (await compiled(
  'stores/replicated/event-store.js',
)) as typeof EventStoreFile;
const { LedgerFolder } = (await compiled(
  'stores/sqlite/ledger-folder.js',
)) as typeof LedgerFolderFile;

const folder = LedgerFolder.openOrCreate(data);
const store = openEventStore({ connectionString, streamPrefix: '' }, folder, REPLICA_ACCEPTANCE, {
  callTimeoutMs: Number(callMs),
  patienceMs: Number(patienceMs),
});
store.follow(() => undefined);
const service = await startService(houseOver(folder, store), {
  host: '127.0.0.1',
  port: 0,
  network: { origin: null, proxies: null, tls: null },
  isWithoutAccounts: true,
  version: 'test',
  dataFolder: data,
  log: pino({ name: 'plumbline' }, process.stderr),
});
process.once('SIGTERM', () => {
  void (async () => {
    await service.stop();
    await store.close();
    folder.close();
  })();
});
process.stdout.write(`${service.url}\n`);

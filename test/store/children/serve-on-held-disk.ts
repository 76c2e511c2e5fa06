import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import type * as GatheringFile from '../../../src/access-log/gathering-log.js';
import type * as ServedHouseFile from '../../../src/application/wiring/served-house.js';
import type * as ServiceFile from '../../../src/http/service.js';
import type * as SignerFile from '../../../src/seals/head-signer.js';
import type * as KeysFile from '../../../src/seals/signing-keys.js';
import type * as LogFolderFile from '../../../src/stores/access-log/access-log-folder.js';
import type * as FileLayerFile from '../../../src/stores/access-log/file-layer.js';

/**
 * The service with accounts, as `plumbline serve` starts it, but for the disk of its access log: what is to be on it
 * waits while there is a file `hold` in the data folder, and fails while there is a file `fail`. `SRC DATA`, SRC being the
 * folder of the compiled sources.
 */
const [src = '', data = ''] = process.argv.slice(2);

const compiled = (path: string): Promise<unknown> => import(pathToFileURL(join(src, path)).href);
// The compiled modules are those of the sources whose types are named here.
const { openServedHouse } = (await compiled(
  'application/wiring/served-house.js',
)) as typeof ServedHouseFile;
const { startService } = (await compiled('http/service.js')) as typeof ServiceFile;
const { gatheringLog } = (await compiled('access-log/gathering-log.js')) as typeof GatheringFile;
const { headSigner } = (await compiled('seals/head-signer.js')) as typeof SignerFile;
const { SigningKeys } = (await compiled('seals/signing-keys.js')) as typeof KeysFile;
const { AccessLogFolder } = (await compiled(
  'stores/access-log/access-log-folder.js',
)) as typeof LogFolderFile;
const { OWN_FILES } = (await compiled('stores/access-log/file-layer.js')) as typeof FileLayerFile;

const { house, close } = await openServedHouse(data, {});
const accessLog = gatheringLog(
  new AccessLogFolder({
    folder: data,
    signer: headSigner(new SigningKeys(join(data, 'keys'))),
    keysFolder: null,
    layer: {
      ...OWN_FILES,
      open: async (path) => {
        const file = await OWN_FILES.open(path);
        return {
          ...file,
          sync: async () => {
            while (existsSync(join(data, 'hold'))) await pause(5);
            if (existsSync(join(data, 'fail'))) throw new Error('ENOSPC: no space left on device');
            await file.sync();
          },
        };
      },
    },
  }),
);
const service = await startService(
  { ...house, accessLog },
  {
    host: '127.0.0.1',
    port: 0,
    network: { origin: null, proxies: null, tls: null },
    isWithoutAccounts: false,
    version: '0.0.0',
    dataFolder: data,
    log: pino({ name: 'plumbline' }, process.stderr),
  },
);
console.log(`Plumbline listens on ${service.url} (with a disk that a test holds).`);
process.once('SIGTERM', () => {
  void service
    .stop()
    .then(() => accessLog.close())
    .then(close);
});

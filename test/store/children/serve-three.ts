import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import type * as ServedHouseFile from '../../../src/application/wiring/served-house.js';
import type * as ServiceFile from '../../../src/http/service.js';

/**
 * Three services with accounts over one folder, in one process, each with a house of its own: they share nothing but the
 * folder. `SRC DATA`, SRC being the folder of the compiled sources.
 */
const [src = '', data = ''] = process.argv.slice(2);

const compiled = (path: string): Promise<unknown> => import(pathToFileURL(join(src, path)).href);
// The compiled modules are those of the sources whose types are named here.
const { openServedHouse } = (await compiled(
  'application/wiring/served-house.js',
)) as typeof ServedHouseFile;
const { startService } = (await compiled('http/service.js')) as typeof ServiceFile;

const running: Awaited<ReturnType<typeof started>>[] = [];
for (let service = 0; service < 3; service += 1) running.push(await started());
process.stdout.write(`${running.map(({ url }) => url).join(' ')}\n`);
process.once('SIGTERM', () => {
  void Promise.all(running.map(({ stop }) => stop()));
});

async function started() {
  const { house, close } = await openServedHouse(data, {});
  const service = await startService(house, {
    host: '127.0.0.1',
    port: 0,
    network: { origin: null, proxies: null, tls: null },
    isWithoutAccounts: false,
    version: 'test',
    dataFolder: data,
    log: pino({ name: 'plumbline' }, process.stderr),
  });
  const stop = async (): Promise<void> => {
    await service.stop();
    await close();
  };
  return { url: service.url, stop };
}

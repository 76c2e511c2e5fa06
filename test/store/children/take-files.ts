import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type * as ActorFile from '../../../src/application/actor.js';
import type * as ApplicationFile from '../../../src/application/application.js';
import type * as OpenHouseFile from '../../../src/application/wiring/open-house.js';
import type { AskApplication } from '../../../src/intake/asks.js';
import type * as WatchFile from '../../../src/intake/watch.js';
import { instantOfMs } from '../../../events/values/instant.js';

/** Takes what lies in a watched folder, at one moment of the clock whenever it is: `SRC WATCHED DATA CLOCK_MS`. */
const [src = '', watched = '', data = '', clockMs = ''] = process.argv.slice(2);

const compiled = (path: string): Promise<unknown> => import(pathToFileURL(join(src, path)).href);
// The compiled modules are those of the sources whose types are named here.
const { OPERATOR } = (await compiled('application/actor.js')) as typeof ActorFile;
const { Application } = (await compiled('application/application.js')) as typeof ApplicationFile;
const { openHouse } = (await compiled('application/wiring/open-house.js')) as typeof OpenHouseFile;
const { IntakeWatch, intakeHouse } = (await compiled('intake/watch.js')) as typeof WatchFile;

const { house, close } = await openHouse(data, 'write', {});
const application = new Application(house);
const clock = () => instantOfMs(Number(clockMs));
const asks: AskApplication = async (name, input) => {
  const reply = await application.ask(OPERATOR, name, input, { clock });
  if (reply.kind === 'done') return reply.value;
  throw new Error(JSON.stringify(reply));
};
const watch = new IntakeWatch(await intakeHouse(asks, watched, clock), {
  settleMs: 0,
  sshdLog: null,
  onTaken: () => undefined,
  onFolder: () => undefined,
  onFault: (_, error) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
});
process.stdout.write('begins\n');
while ((await watch.round()) > 0);
await close();

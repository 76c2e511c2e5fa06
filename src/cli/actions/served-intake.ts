import { join } from 'node:path';
import type { Logger } from 'pino';
import type { County } from '../../../events/values/county.js';
import { OPERATOR } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { House } from '../../application/house.js';
import { EXCHANGE } from '../../exchange/paths.js';
import type { AskApplication } from '../../intake/asks.js';
import type { Taken } from '../../intake/taking/take-file.js';
import { UploadsWatch } from '../../intake/uploads-watch.js';
import { IntakeWatch, intakeHouse } from '../../intake/watch.js';
import { Failure } from '../exit-codes.js';
import { systemReason } from '../system-reason.js';
import { clockNow } from '../../ports/clock.js';

/** How long a file has to be as it is before a service takes it, milliseconds (contract/intake.md). */
const SETTLE_MS = 5000;

/**
 * Takes files within a service, those that come in requests and, where a folder is watched, those of counties' folders;
 * answers what stops it, which waits for the file under way. Names of files are in no line of the log: people are in
 * them as it comes.
 *
 * @param watched - absolute; null where none is
 * @param sshdLog - sshd's log, absolute; null where it is not read
 */
export async function servedIntake(
  house: House,
  { watched, sshdLog }: { readonly watched: string | null; readonly sshdLog: string | null },
  log: Logger,
): Promise<() => Promise<void>> {
  const application = new Application(house);
  const asks: AskApplication = async (name, input) => {
    const reply = await application.ask(OPERATOR, name, input);
    if (reply.kind === 'done') return reply.value;
    const message = reply.kind === 'refusedByRule' ? reply.refusal.message : reply.message;
    throw new Failure(message);
  };
  const clock = clockNow;
  const manner = {
    onTaken: (county: County, taken: Exclude<Taken, { kind: 'unfinished' }>): void => {
      if (taken.kind === 'returned') log.info({ county }, 'a file was returned');
      else {
        const { accepted, duplicates, rejected } = taken.receipt;
        log.info({ county, accepted, duplicates, rejected }, 'a file was taken');
      }
    },
    onFolder: (isThere: boolean): void => {
      log.warn(isThere ? 'the watched folder is there again' : 'the watched folder is gone');
    },
    onFault: (county: County | null, error: unknown): void => {
      log.warn({ county, reason: systemReason(error) }, 'files wait');
    },
  };
  const exchange = join(house.folder, EXCHANGE);
  const uploads = new UploadsWatch(asks, exchange, clock, { ...manner, tends: watched === null });
  const watches: (UploadsWatch | IntakeWatch)[] = [uploads];
  if (watched !== null) {
    const house = await intakeHouse(asks, watched, clock);
    watches.push(new IntakeWatch(house, { ...manner, settleMs: SETTLE_MS, sshdLog }));
  }
  const ended = watches.map((watch) => watch.run());
  return async () => {
    for (const watch of watches) watch.stop();
    await Promise.all(ended);
  };
}

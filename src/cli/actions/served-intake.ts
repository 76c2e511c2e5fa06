import type { Logger } from 'pino';
import { OPERATOR } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { House } from '../../application/house.js';
import type { Asks } from '../../intake/asks.js';
import { IntakeWatch, intakePlace } from '../../intake/watch.js';
import { Failure } from '../exit-codes.js';
import { systemReason } from '../system-reason.js';

/** How long a file has to be as it is before a service takes it, milliseconds (contract/intake.md). */
const SETTLE_MS = 5000;

/**
 * Takes files within a service; answers what stops it, which waits for the file under way. Names of files are in no
 * line of the log: people are in them as it comes.
 */
export async function servedIntake(
  house: House,
  watched: string,
  log: Logger,
): Promise<() => Promise<void>> {
  const application = new Application(house);
  const asks: Asks = async (name, input) => {
    const reply = await application.ask(OPERATOR, name, input);
    if (reply.kind === 'done') return reply.value;
    const message = reply.kind === 'refusedByRule' ? reply.refusal.message : reply.message;
    throw new Failure(message);
  };
  const place = await intakePlace(asks, watched, () => Date.now());
  const intake = new IntakeWatch(place, {
    settleMs: SETTLE_MS,
    onTaken: (county, taken) => {
      if (taken.kind === 'returned') log.info({ county }, 'a file was returned');
      else {
        const { accepted, duplicates, rejected } = taken.receipt;
        log.info({ county, accepted, duplicates, rejected }, 'a file was taken');
      }
    },
    onFault: (county, error) => {
      log.warn({ county, reason: systemReason(error) }, 'files wait');
    },
  });
  const ended = intake.run();
  return async () => {
    intake.stop();
    await ended;
  };
}

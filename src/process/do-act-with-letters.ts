import type { Instant } from '../../events/values/instant.js';
import { doAccessAct } from '../access/do-access-act.js';
import type { AccessActDone, AccessHouse } from '../access/do-access-act.js';
import type { GivenNow } from '../access/access-acts.js';
import type { LetterMail } from '../ports/letter-mail.js';
import type { Outcome } from '../ports/outcome.js';
import { allLetters, keptLetters } from './letters/kept-letters.js';
import { processOn } from './process-house.js';
import type { ProcessHouse } from './process-house.js';

/** Where acts are done that letters belong to. */
export interface LettersHouse extends AccessHouse, ProcessHouse {
  /** Sends letters, where there is mail. */
  readonly letterMail?: LetterMail | undefined;
}

/**
 * Does an act of access or of the process, makes the letters that belong to it, and has them sent. The act stands as soon as it is on
 * disk: a letter that could not be made with it is made, the same, when it is first asked for.
 */
export async function doActWithLetters(
  house: LettersHouse,
  given: GivenNow,
  by: string,
  clock: () => Instant,
): Promise<Outcome<AccessActDone>> {
  const outcome = await doAccessAct(house, given, by, clock);
  if (outcome.kind === 'done' && MAKING.has(outcome.value.act)) {
    await makeLetters(house, outcome.value).catch(() => undefined);
    house.letterMail?.wake();
  }
  return outcome;
}

/** The acts that letters belong to. */
const MAKING: ReadonlySet<string> = new Set([
  'RequestorInvited',
  'ApplicationAccepted',
  'ApplicationRejected',
  'MouSignedByRequestor',
  'MouSignedByState',
  'OfficeCreated',
  'FindingRecorded',
  'RenewalNoticed',
  'RenewalStarted',
  'AllocationChanged',
]);

async function makeLetters(house: ProcessHouse, { at, given }: AccessActDone): Promise<void> {
  const { acts } = await processOn(house, null, () => at);
  const { application } = given;
  const letters = allLetters(acts).filter(({ applications, row }) =>
    typeof application === 'string' ? applications.includes(application) : row === given['row'],
  );
  await keptLetters(house.letters, letters, () => house.operatorSettings().office);
}

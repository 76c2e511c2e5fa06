import type { House } from '../../application/house.js';
import { LettersByMail } from '../../mailing/letters-by-mail.js';
import { CredentialDocuments } from '../../signin/credential-documents.js';
import { handOverTo, handedOnce } from '../../mailing/hand-over.js';
import { MailRounds } from '../../mailing/mail-rounds.js';
import { mailSetting } from '../../mailing/mail-setting.js';
import { OutdatedVersions } from '../../mailing/outdated-versions.js';
import { faultOf } from '../observing/request-log.js';
import { outdatedByThreads } from '../reading/outdated-by-threads.js';
import type { ReplayThreads } from '../reading/replay-threads.js';
import type { ServiceSettings } from '../settings.js';

import { clockNow } from '../../ports/clock.js';

/** The mail of a service. */
export interface ServiceMail {
  /** Sends one-time links and notices. */
  readonly rounds: MailRounds;
  readonly letters: LettersByMail;
}

/**
 * The mail of a service; null where no server is set.
 *
 * @param threads - replay what may be outdated
 * @param origin - asked for when a mail is made: the service may know its port only when it listens
 */
export function serviceMail(
  house: House,
  { env = {}, log, network }: ServiceSettings,
  threads: ReplayThreads,
  origin: () => URL,
): ServiceMail | null {
  const setting = mailSetting(env, network.origin?.hostname ?? 'localhost');
  if (setting === null) return null;
  const handOver = handOverTo(setting);
  const rounds = new MailRounds({
    ledgers: house.ledgers,
    submissions: house.submissions,
    accessActs: house.accessActs,
    outdated: new OutdatedVersions(outdatedByThreads(house, threads)),
    documents: new CredentialDocuments(house.credentials),
    handOver,
    origin,
    clock: clockNow,
    log,
  });
  const onFault = (error: unknown): void => {
    log.warn({ fault: faultOf(error) }, 'letters could not be sent; they are tried again');
  };
  const once = handedOnce(handOver, log);
  const letters = new LettersByMail(house, { once, origin, clock: clockNow, onFault });
  return { rounds, letters };
}

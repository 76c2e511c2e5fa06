import type { House } from '../../application/house.js';
import { LettersByMail } from '../../mailing/letters-by-mail.js';
import { linksByMail } from '../../mailing/links-by-mail.js';
import { MailQueue, handOverTo } from '../../mailing/mail-queue.js';
import { mailSetting } from '../../mailing/mail-setting.js';
import type { LinkMail } from '../../ports/link-mail.js';
import { CredentialDesk } from '../../signin/credential-desk.js';
import { faultOf } from '../observing/request-log.js';
import type { ServiceSettings } from '../settings.js';

/** The mail of a service. */
export interface ServiceMail {
  readonly links: LinkMail;
  readonly letters: LettersByMail;
  readonly queue: MailQueue;
}

/**
 * The mail of a service; null where no server is set.
 *
 * @param origin - asked for when a link is made: the service may know its port only when it listens
 */
export function serviceMail(
  house: House,
  { env = {}, log, network }: ServiceSettings,
  origin: () => URL,
): ServiceMail | null {
  const setting = mailSetting(env, network.origin?.hostname ?? 'localhost');
  if (setting === null) return null;
  const queue = new MailQueue(handOverTo(setting), log);
  const { accessActs, credentials } = house;
  const desk = new CredentialDesk(credentials);
  const clock = (): number => Date.now();
  const links = linksByMail({ accessActs, desk, queue, origin, clock });
  const onFault = (error: unknown): void => {
    log.warn({ fault: faultOf(error) }, 'letters could not be sent; they are tried again');
  };
  const letters = new LettersByMail(house, { queue, origin, clock, onFault });
  return { links, letters, queue };
}

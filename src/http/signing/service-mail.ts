import type { House } from '../../application/house.js';
import { linksByMail } from '../../mailing/links-by-mail.js';
import { MailQueue, handOverTo } from '../../mailing/mail-queue.js';
import { mailSetting } from '../../mailing/mail-setting.js';
import type { LinkMail } from '../../ports/link-mail.js';
import { CredentialDesk } from '../../signin/credential-desk.js';
import type { ServiceSettings } from '../settings.js';

/** The mail of a service. */
export interface ServiceMail {
  readonly links: LinkMail;
  readonly queue: MailQueue;
}

/**
 * The mail of a service; null where no server is set.
 *
 * @param origin - asked for when a link is made: the service may know its port only when it listens
 */
export function serviceMail(
  { accessActs, credentials }: House,
  { env = {}, log, network }: ServiceSettings,
  origin: () => URL,
): ServiceMail | null {
  const setting = mailSetting(env, network.origin?.hostname ?? 'localhost');
  if (setting === null) return null;
  const queue = new MailQueue(handOverTo(setting), log);
  const desk = new CredentialDesk(credentials);
  const links = linksByMail({ accessActs, desk, queue, origin, clock: () => Date.now() });
  return { links, queue };
}

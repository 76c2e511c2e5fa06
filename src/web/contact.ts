import { SEND_TO } from '../packages/pdf/printed-form.js';

/** Most characters of a contact. */
const CONTACT_LENGTH_MAX = 200;

/**
 * Whom people tell what keeps them from their work: what `PLUMBLINE_CONTACT` says, an address for mail or a telephone
 * number with a name; else the address to which the form is sent.
 */
export function contactSetting(env: Readonly<Record<string, string | undefined>>): string {
  const said = (env['PLUMBLINE_CONTACT'] ?? '').trim().slice(0, CONTACT_LENGTH_MAX);
  return said === '' ? SEND_TO.slice(1).join(', ') : said;
}

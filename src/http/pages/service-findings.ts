import type { ServiceFindings } from '../../web/page.js';
import { instantInWords } from '../../web/words.js';
import type { Readiness } from '../observing/readiness.js';
import type { ServiceSettings } from '../settings.js';

/** How the service is, and what runs, for its own page. */
export async function serviceFindings(
  readiness: Readiness,
  { version, network, isWithoutAccounts }: ServiceSettings,
): Promise<ServiceFindings> {
  const { tls } = network;
  const certificate =
    tls === null
      ? 'none: this service speaks without TLS'
      : `good until ${instantInWords(tls.until)}`;
  return {
    ...(await readiness.answer()),
    program: [
      { name: 'Plumbline', text: version },
      { name: 'Node', text: process.versions.node },
      { name: 'Certificate', text: certificate },
      { name: 'Accounts', text: isWithoutAccounts ? 'none are asked for' : 'are asked for' },
    ],
  };
}

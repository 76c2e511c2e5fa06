import { lines, list, paragraph } from './letter.js';
import type { Letter } from './letter.js';
import { addressOfRequestor, contactOf, directorOf, longDate } from './letter-facts.js';
import type { LetterFacts, WrittenFinding } from './letter-facts.js';
import { postalAddress, whereToAsk } from './process-settings.js';
import type { ProcessSettings } from './process-settings.js';

/** The findings that are not cleared: they stand in the way of a renewal. */
export function outstanding({ findings }: LetterFacts): readonly WrittenFinding[] {
  return findings.filter(({ state }) => state !== 'cleared');
}

/** That a memorandum is due for renewal, from the Contract Manager to the manager and the owner (section 10.1). */
export function renewalDue(facts: LetterFacts, settings: ProcessSettings): Letter {
  const { organisation, application } = facts.application;
  const open = outstanding(facts);
  return {
    kind: 'renewal-due',
    title: 'A Memorandum of Understanding is due for renewal',
    day: facts.on,
    sender: [settings.contractManager, `Contract Manager, ${settings.department}`],
    to: [`${settings.manager}, Process Manager`, `${settings.owner}, Process Owner`],
    blocks: [
      paragraph(
        `The Memorandum of Understanding with ${organisation} in ${facts.countyName} County (application ${application}) ends on ${endOf(facts)}. It is due for renewal.`,
      ),
      ...(open.length === 0
        ? [
            paragraph(
              'No audit finding is outstanding: the organization is in good standing for renewal.',
            ),
          ]
        : [paragraph('These audit findings are not cleared:'), list(...open.map(findingText))]),
    ],
    copies: [],
    enclosures: [],
  };
}

/** That there is no renewal until the findings named are cleared (section 10.1). */
export function notRenewed(facts: LetterFacts, settings: ProcessSettings): Letter {
  return {
    kind: 'not-renewed',
    title: 'Your Memorandum of Understanding is not renewed until these findings are cleared',
    day: facts.on,
    sender: postalAddress(settings, settings.owner),
    to: addressOfRequestor(facts),
    blocks: [
      paragraph(`Dear ${contactOf(facts).name}:`),
      paragraph(
        `The Memorandum of Understanding between DCSS and ${facts.application.organisation} ends on ${endOf(facts)}. It will not be renewed until all of these audit findings are cleared:`,
      ),
      list(...outstanding(facts).map(findingText)),
      paragraph(
        'Your Information Security Officer answers each finding, and the DCSS Information Security Officer clears it. Without a renewal, access ends with the Memorandum of Understanding.',
      ),
      paragraph(`With questions, ask ${settings.manager} ${whereToAsk(settings)}.`),
      lines('Sincerely,', settings.owner, `Process Owner, ${settings.department}`),
    ],
    copies: [directorOf(facts)],
    enclosures: [],
  };
}

/** That a renewal has begun, by the same steps as the first time (section 10.2). */
export function renewal(facts: LetterFacts, renewedBy: string, settings: ProcessSettings): Letter {
  const { organisation, application } = facts.application;
  return {
    kind: 'renewal',
    title: 'The renewal of your Memorandum of Understanding has begun',
    day: facts.on,
    sender: postalAddress(settings, settings.owner),
    to: addressOfRequestor(facts),
    blocks: [
      paragraph(`Dear ${contactOf(facts).name}:`),
      paragraph(
        `The Memorandum of Understanding between DCSS and ${organisation} (application ${application}) ends on ${endOf(facts)}. DCSS has begun its renewal as application ${renewedBy}.`,
      ),
      paragraph('It takes the steps of the first application:'),
      list(
        'The Process Manager sends an invitation, and your organization submits a new application.',
        'DCSS reviews its legal authority and the connection, and decides.',
        'Both sides sign a new Memorandum of Understanding. Your open user accounts and your office then go over to it.',
      ),
      paragraph(
        'Until then the present Memorandum of Understanding holds for its term. A gap between the two terms is a gap in access.',
      ),
      paragraph(`With questions, ask ${settings.manager} ${whereToAsk(settings)}.`),
      lines('Sincerely,', settings.owner, `Process Owner, ${settings.department}`),
    ],
    copies: [directorOf(facts)],
    enclosures: [],
  };
}

function findingText({ number, text, state }: WrittenFinding): string {
  const answered = state === 'answered' ? ' (answered, not yet cleared)' : '';
  return `Finding ${number}: ${text}${answered}`;
}

function endOf({ application: { mou } }: LetterFacts): string {
  return mou === null ? 'the end of its term' : longDate(mou.to);
}

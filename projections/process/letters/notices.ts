import type { AllocationRow } from '../../../events/acts/allocation-guide.js';
import type { Day } from '../../../events/values/day.js';
import { accountsText } from './letter-facts.js';
import type { LetterFacts } from './letter-facts.js';
import { fieldsOf, lines, paragraph } from './letter.js';
import type { Letter } from './letter.js';
import { postalAddress } from './process-settings.js';
import type { ProcessSettings } from './process-settings.js';

/** An audit finding, to the owner and to the organisation's security officer (section 8). */
export function findingNotice(
  facts: LetterFacts,
  finding: string,
  text: string,
  settings: ProcessSettings,
): Letter {
  const { organisation, application, people } = facts.application;
  const officer = people.iso ?? people.contact ?? people.invitee;
  return {
    kind: 'findings',
    title: `Notice of audit finding ${finding}`,
    day: facts.on,
    sender: [settings.iso, settings.department],
    to: [
      `${officer.name}, ${officer.title}, ${organisation}`,
      `${settings.owner}, Process Owner, ${settings.department}`,
    ],
    blocks: [
      paragraph(
        `The audit of ${organisation} in ${facts.countyName} County (application ${application}) for the security requirements of its Memorandum of Understanding found:`,
      ),
      paragraph(text),
      paragraph(
        `Answer finding ${finding} with what was done about it. The Process Owner and your Information Security Officer work together until it is cleared. A finding that is not cleared stands in the way of a renewal.`,
      ),
    ],
    copies: [],
    enclosures: [],
  };
}

/** What a row of the allocation guide was, and is now; to the directors of its counties (section 9). */
export interface AllocationChange {
  readonly on: Day;
  readonly row: AllocationRow;
  readonly before: number;
  readonly after: number;
}

export function allocationChanged(
  { on, row, before, after }: AllocationChange,
  settings: ProcessSettings,
): Letter {
  return {
    kind: 'allocation-changed',
    title: 'The user account allocation guide has changed',
    day: on,
    sender: postalAddress(settings, settings.owner),
    to: [`Director, Local Child Support Agency, ${row.lcsa}`],
    blocks: [
      paragraph(
        `The guide reserves another number of user accounts for third parties in ${row.lcsa}:`,
      ),
      fieldsOf(
        ['Row of the guide', String(row.row)],
        ['Organization', row.organisation ?? 'any that has no row of its own'],
        ['Reserved before', accountsText(before)],
        ['Reserved now', accountsText(after)],
      ),
      paragraph(
        'You may identify organizations that should be invited, by the steps of the Third Party Access Process.',
      ),
      lines('Sincerely,', settings.owner, `Process Owner, ${settings.department}`),
    ],
    copies: [],
    enclosures: [],
  };
}

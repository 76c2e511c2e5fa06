import { keptAct } from '../../../events/acts/read-access-act.js';
import { canonicalJson } from '../../../events/wire/canonical.js';
import type { AccessAct } from '../../../events/acts/access-act.js';
import { lettersOfActs } from '../../../projections/process/letters/letters-of-acts.js';
import type { LetterOfAct } from '../../../projections/process/letters/letters-of-acts.js';
import type { LetterKind } from '../../../projections/process/letters/letter.js';
import { PROCESS_SETTINGS } from '../../../projections/process/letters/process-settings.js';
import type { ProcessSettings } from '../../../projections/process/letters/process-settings.js';
import { countyName } from '../../../events/values/county-names.js';
import { SAMPLES } from '../../access/done-acts.js';
import type { Fields } from '../../access/done-acts.js';
import { present } from '../../store/present.js';

/** Settings in which every name can be told from every other. */
export const SETTINGS: ProcessSettings = {
  ...PROCESS_SETTINGS,
  telephone: '(916) 464-0001',
  manager: 'Mana Ger',
  owner: 'Ow Ner',
  contractManager: 'Contra Ct',
  iso: 'Iso Fficer',
};

export const DIRECTOR = 'Dora Rector';

/** An application from its identification by a director to a renewal, with a finding, and a change of the guide. */
export function bodiesToRenewal(): readonly string[] {
  const step = (act: string, day: string, fields: Fields = {}): string =>
    canonicalJson({ act, at: `${day}T20:00:00Z`, by: 'operator', ...sampleOf(act), ...fields });
  return [
    step('AccountInvited', '2010-01-04', {
      name: { first: 'Dora', last: 'Rector' },
      grants: [{ role: 'lcsa-director', county: '19' }],
    }),
    step('AccountActivated', '2010-01-04', { by: 'A-1' }),
    step('CountyConverted', '2010-01-04', { day: '2009-06-01' }),
    step('RequestorIdentified', '2010-01-05', { by: 'A-1' }),
    step('RequestorInvited', '2010-03-01'),
    step('ApplicationSubmitted', '2010-03-10'),
    step('LegalOpinionGiven', '2010-03-11'),
    step('ConnectivityVerified', '2010-03-12'),
    step('ApplicationAccepted', '2010-03-15'),
    step('MouSignedByRequestor', '2010-03-20', { from: '2010-04-01', to: '2011-03-31' }),
    step('MouSignedByState', '2010-03-25'),
    step('OfficeCreated', '2010-03-26'),
    step('FindingRecorded', '2010-06-01'),
    step('FindingAnswered', '2010-06-02'),
    step('AllocationChanged', '2010-07-01'),
    step('RenewalNoticed', '2010-10-01'),
    step('FindingCleared', '2010-10-02'),
    step('RenewalStarted', '2010-10-03'),
  ];
}

export function actsToRenewal(): readonly AccessAct[] {
  return bodiesToRenewal().map(keptAct);
}

/** As `actsToRenewal`, but rejected. */
export function actsToRejection(): readonly AccessAct[] {
  const before = actsToRenewal().slice(0, 7);
  const act = { act: 'ApplicationRejected', at: '2010-03-15T20:00:00Z', by: 'operator' };
  return [...before, keptAct(canonicalJson({ ...act, ...sampleOf('ApplicationRejected') }))];
}

export function lettersTo(acts: readonly AccessAct[]): readonly LetterOfAct[] {
  return lettersOfActs(acts, countyName);
}

/** The last letter of a kind. */
export function letterOf(kind: LetterKind, acts = actsToRenewal()): LetterOfAct {
  return present(lettersTo(acts).findLast((each) => each.kind === kind));
}

function sampleOf(act: string): Fields {
  return SAMPLES[act as keyof typeof SAMPLES];
}

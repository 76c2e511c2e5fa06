import { formatDay } from '../../../events/values/day.js';
import { LETTER_KINDS, textOfLetter } from '../../../projections/process/letters/letter.js';
import { PROCESS_SETTINGS } from '../../../projections/process/letters/process-settings.js';
import {
  DIRECTOR,
  SETTINGS,
  actsToRejection,
  actsToRenewal,
  letterOf,
  lettersTo,
} from './written-letters.js';

const LAW =
  '42 USC 453A(f), (g) and (h); 45 CFR 302.35; 45 CFR 307.10, 307.11 and 307.13; California Family Code section 17212';

/** What a letter must say, and the words in which it does. */
type Requirement = readonly [what: string, words: string];

const APPENDIX_A: readonly Requirement[] = [
  ['name of the requestor’s person', 'Ivy Lee'],
  ['address of the requestor', 'Foster Care Bureau\n1 Main St'],
  ['salutation', 'Dear Ivy Lee:'],
  [
    'DCSS owns CSE',
    'Department of Child Support Services (DCSS) owns the Child Support Enforcement (CSE) system',
  ],
  ['CSE keeps child support information', "keeps California's child support information"],
  ['State and Federal law', `State and Federal law (${LAW})`],
  [
    'to whom it may be disclosed',
    'individuals and organizations outside the Child Support Program',
  ],
  [
    'solely for',
    'for one purpose alone: to administer the Child Support, Welfare and Foster Care programs',
  ],
  [
    'name of the director that identified the requestor',
    `${DIRECTOR}, Director, Local Child Support Agency of Los Angeles County, has named Foster Care Bureau`,
  ],
  [
    'assists the program or administers one of the others',
    'assists the Child Support Program or administers one of these programs',
  ],
  [
    'number of user accounts recommended',
    'recommends that DCSS grant your organization 2 user accounts',
  ],
  [
    '1: authorized by law',
    '1. Be authorized by Federal and State law to receive child support information for a purpose that the law describes.',
  ],
  [
    '2: point of presence and infrastructure',
    '2. Be able to connect to a Department of Technology Services (DTS) Point of Presence, and provide all other infrastructure',
  ],
  ['3: memorandum', '3. Sign a Memorandum of Understanding provided by DCSS.'],
  [
    '4: security awareness training',
    '4. Train everybody who is to use CSE with the security awareness training modules provided by DCSS.',
  ],
  [
    '5: confidentiality statements',
    '5. Have everybody who is to use CSE sign a Confidentiality Statement provided by DCSS. A copy is enclosed for your review.',
  ],
  [
    'application and sample memorandum attached',
    'An application for access and a sample of the Memorandum of Understanding are enclosed.',
  ],
  ['complete it and send it', 'To apply, complete the application and send it to:'],
  [
    'the manager’s name and address',
    'Mana Ger\nDepartment of Child Support Services\nP.O. Box 419064\nMailstop 40\nRancho Cordova, California 95741-9064',
  ],
  ['fax', 'or by fax: (916) 464-5335'],
  ['e-mail of the manager', 'or by e-mail: CCSASACCESS@DCSS.CA.GOV'],
  ['whom to ask', 'With questions or concerns about this letter, ask me at (916) 464-0001'],
  ['signed by the manager', 'Very truly yours,\nMana Ger\nProcess Manager'],
  [
    'copy to the director',
    `Copy: ${DIRECTOR}, Director, Local Child Support Agency of Los Angeles County`,
  ],
  ['attachment: application', 'Enclosure: Application for access to CSE'],
  ['attachment: memorandum', 'Enclosure: Memorandum of Understanding (sample)'],
  ['attachment: statement', 'Enclosure: Confidentiality Statement'],
];

const APPENDIX_B: readonly Requirement[] = [
  ['requestor', 'Name of the requestor (the organization that applies)'],
  ['contact', 'Contact person for this request'],
  ['contact’s title', 'Title of the contact person'],
  ['contact’s number', 'Telephone number of the contact person'],
  ['contact’s fax', 'Fax number of the contact person'],
  ['contact’s e-mail', 'E-mail address of the contact person'],
  ['security officer', 'Information Security Officer'],
  ['security officer’s title', 'Title of the Information Security Officer'],
  ['security officer’s number', 'Telephone number of the Information Security Officer'],
  ['security officer’s e-mail', 'E-mail address of the Information Security Officer'],
  ['signer', 'Who will sign the Memorandum of Understanding for the requestor'],
  ['signer’s title', 'Title of the signer'],
  [
    'statutory authority',
    'Statutory authority that allows child support information to be disclosed',
  ],
  ['purpose', 'Purpose for which the requestor will use child support information'],
  ['users', 'Number of users requested'],
  ['signature', 'Signature of the requestor or designee'],
  ['date', '\nDate:'],
];

const APPENDIX_C: readonly Requirement[] = [
  ['name and address of the requestor', 'Con Tact\nLead\nFoster Care Bureau\n1 Main St'],
  ['salutation', 'Dear Con Tact:'],
  ['the application was reviewed', 'I have reviewed the application of Foster Care Bureau'],
  [
    'authority to grant a number of accounts',
    'I am authorized to grant your organization 2 user accounts once you have done the following',
  ],
  [
    '1: two originals',
    '1. Sign two originals of the enclosed Memorandum of Understanding and mail both',
  ],
  [
    'where to mail them',
    'Mail both originals of the Memorandum of Understanding to:\nMana Ger\nDepartment of Child Support Services\nP.O. Box 419064\nMailstop 40\nRancho Cordova, California 95741-9064',
  ],
  [
    'DCSS signs and returns one',
    'I will obtain the signature for DCSS and return one signed original to you',
  ],
  [
    'organizational identification',
    'ask the Infrastructure Manager to give your organization an organizational identification',
  ],
  [
    '2: training',
    '2. Train each user whom you have identified with the enclosed security awareness training module',
  ],
  [
    'before the account and yearly',
    'Each user must complete it before getting a CSE account, and every year after that.',
  ],
  [
    '3: statements',
    '3. Have each user sign the enclosed Confidentiality Statement before getting a CSE account, and every year after that.',
  ],
  [
    'kept and produced',
    'Keep the signed statements in a form in which they can be found, and produce them when DCSS asks for them.',
  ],
  [
    'then the coordinator',
    'turn to the Third Party Access Coordinator:\nCo Ord\nCoordinator\nLocal Child Support Agency of Los Angeles County\n555',
  ],
  ['whom to ask', 'With questions, ask Mana Ger at (916) 464-0001'],
  ['thanks', 'Thank you.'],
  ['signed by the owner', 'Sincerely,\nOw Ner\nProcess Owner'],
  ['enclosures', 'Enclosure: Memorandum of Understanding (two originals)'],
  [
    'copy to the director',
    'Copy: Dora Rector, Director, Local Child Support Agency of Los Angeles County',
  ],
];

const MOU: readonly Requirement[] = [
  [
    'parties',
    'This memorandum is between the California Department of Child Support Services (DCSS) and Foster Care Bureau',
  ],
  ['term', 'First day: April 1, 2010\nLast day: March 31, 2011'],
  ['accounts', 'User accounts granted: 2 user accounts'],
  ['law', LAW],
  ['authority', 'Statutory authority that the Requestor states: Family Code 17212'],
  ['purpose', 'Purpose that the Requestor states: foster care'],
  ['training', '3. Train each user in security awareness'],
  ['statements', '4. Have each user sign a Confidentiality Statement'],
  ['audit', 'Let the DCSS Information Security Officer audit compliance'],
  ['who signs for the requestor', 'For the Requestor: Sig Ner, Director'],
  ['who signs for DCSS', 'For DCSS: Ow Ner, Process Owner'],
];

describe.each([
  ['invitation', 'appendix A', APPENDIX_A],
  ['application-form', 'appendix B', APPENDIX_B],
  ['conditional-acceptance', 'appendix C', APPENDIX_C],
  ['mou', 'the memorandum', MOU],
] as const)('the %s, as %s asks', (kind, _appendix, required) => {
  const acts = actsToRenewal();
  const of = kind === 'mou' ? acts.slice(0, 10) : acts;
  const text = textOfLetter(letterOf(kind, of).describe(SETTINGS));

  it.each(required)('has: %s', (_what, words) => {
    expect(text).toContain(words);
  });
});

describe('letters of the process', () => {
  const acts = actsToRenewal();

  it('are made by the acts that they belong to, on their days', () => {
    const made = lettersTo(acts).map(({ act, day, kind, applications }) =>
      [act, formatDay(day), kind, ...applications].join(' '),
    );
    expect(made).toEqual([
      '5 2010-03-01 invitation T-1',
      '5 2010-03-01 application-form T-1',
      '5 2010-03-01 mou T-1',
      '5 2010-03-01 confidentiality-statement T-1',
      '9 2010-03-15 conditional-acceptance T-1',
      '9 2010-03-15 mou T-1',
      '9 2010-03-15 confidentiality-statement T-1',
      '10 2010-03-20 mou T-1',
      '11 2010-03-25 approval T-1',
      '12 2010-03-26 office-created T-1',
      '13 2010-06-01 findings T-1',
      '15 2010-07-01 allocation-changed',
      '16 2010-10-01 renewal-due T-1',
      '16 2010-10-01 not-renewed T-1',
      '18 2010-10-03 renewal T-1 T-2',
    ]);
  });

  it('have one of each kind, a rejection with them', () => {
    const kinds = [...lettersTo(acts), ...lettersTo(actsToRejection())].map(({ kind }) => kind);
    expect(LETTER_KINDS.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });

  it('say the same of an act, whatever was done after it', () => {
    for (const count of [5, 9, 10, 16]) {
      const texts = (of: typeof acts): readonly string[] =>
        lettersTo(of).map((each) => textOfLetter(each.describe(SETTINGS)));
      const before = texts(acts.slice(0, count));
      expect(texts(acts).slice(0, before.length)).toEqual(before);
    }
  });

  it('given a rejection, then it has its reason, and the director has a copy and may read it', () => {
    const rejection = letterOf('rejection', actsToRejection());
    const text = textOfLetter(rejection.describe(SETTINGS));
    expect(text).toContain('The reason is:\nno ground');
    expect(text).toContain('Copy: Dora Rector, Director');
    expect(rejection.readers).toEqual(['requestor-contact', 'lcsa-director']);
  });

  it('given a finding that is not cleared, then the notice names it, and an MOU is not renewed until it is', () => {
    expect(textOfLetter(letterOf('findings').describe(SETTINGS))).toContain('a door stood open');
    const text = textOfLetter(letterOf('not-renewed').describe(SETTINGS));
    expect(text).toContain('1. Finding 1: a door stood open (answered, not yet cleared)');
    expect(text).toContain('It will not be renewed until all of these audit findings are cleared');
    expect(textOfLetter(letterOf('renewal-due').describe(SETTINGS))).toContain('a door stood open');
  });

  it('given none, then the organization is in good standing and no such letter is made', () => {
    const of = acts.filter(({ act }) => !act.startsWith('Finding'));
    expect(lettersTo(of).map(({ kind }) => kind)).not.toContain('not-renewed');
    const text = textOfLetter(letterOf('renewal-due', of).describe(SETTINGS));
    expect(text).toContain('in good standing for renewal');
  });

  it('given a changed row of the guide, then the letter says what was reserved and what is', () => {
    const text = textOfLetter(letterOf('allocation-changed').describe(SETTINGS));
    expect(text).toContain('Reserved before: 150 user accounts\nReserved now: 3 user accounts');
    expect(text).toContain('Director, Local Child Support Agency, Los Angeles');
  });

  it('given no telephone in the settings, then questions go by e-mail', () => {
    const text = textOfLetter(letterOf('invitation').describe(PROCESS_SETTINGS));
    expect(text).toContain('ask me by e-mail at CCSASACCESS@DCSS.CA.GOV');
  });

  it('given the operator identified the organisation, then the director is named by his office', () => {
    const of = acts.map((act) =>
      act.act === 'RequestorIdentified' ? { ...act, by: 'operator' } : act,
    );
    const text = textOfLetter(letterOf('invitation', of).describe(SETTINGS));
    expect(text).toContain('Director, Local Child Support Agency of Los Angeles County, has named');
  });
});

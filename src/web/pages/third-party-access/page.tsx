import type { VNode } from 'preact';
import { LETTER_WORDS } from '../../../../projections/process/letters/letter-words.js';
import { DISCLOSURE_LAW } from '../../../../projections/process/letters/invitation.js';
import { PAPERS } from '../../../process/paper-names.js';
import { Links } from '../../components/parts.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';

/** The process itself, for anyone: steps, criteria, forms. */
export const THIRD_PARTY_ACCESS_PAGE = page({
  address: '/third-party-access',
  action: 'matrix.read',
  asks: ['paper'],
  showsPerson: false,
  show: async ({ query }, ask) => {
    const paper = PAPERS.find((each) => each === textOf(query, 'paper'));
    if (paper === undefined) {
      return { kind: 'shown', title: 'Third party access', body: <Process /> };
    }
    const pieces = [await ask('paper', { paper })];
    return { kind: 'download', name: `${paper}.pdf`, type: 'application/pdf', pieces };
  },
});

const CRITERIA = [
  'The director of the county’s child support agency names the organization and recommends a number of users.',
  `The law authorizes the organization to receive child support information for its purpose (${DISCLOSURE_LAW}).`,
  'The organization can connect to a DTS Point of Presence and provides the infrastructure for it.',
  'The organization and DCSS sign a Memorandum of Understanding and keep to it.',
  'Each user completes security awareness training before getting an account, and every year after that.',
  'Each user signs a confidentiality statement before getting an account, and every year after that.',
  'The county’s agency sets up the user accounts and gives help desk service.',
  'The county’s agency gives technical help and training in using the system.',
] as const;

const STEPS = [
  'The director of a county identifies an organization. This can be done at any time.',
  'DCSS sends the invitation within 15 working days. It waits until two months after the county’s conversion.',
  'The organization completes the application and sends it. There is no deadline.',
  'DCSS Legal reviews the authority within 15 working days. The connection is checked.',
  'The process owner accepts conditionally or rejects within 15 working days.',
  'The organization signs the memorandum and trains its users. They sign confidentiality statements.',
  'DCSS signs the memorandum within 15 working days. The matrix shows the approval.',
  'The office and the user accounts are set up. DCSS aims at 30 to 45 working days.',
  'DCSS audits training and statements. Findings are answered and cleared.',
  'Six months before its end the memorandum is due for renewal. Open findings stand in the way.',
] as const;

function Process(): VNode {
  return (
    <div>
      <p>
        State and Federal law lets child support information go to other organizations for few
        purposes. These are the Child Support Program, the Welfare Program and the Foster Care
        Program.
      </p>
      <p>
        This is how an organization gets access, and how access ends. The times are goals, not
        deadlines.
      </p>
      <h2>What must be true</h2>
      <ol class="usa-list">
        {CRITERIA.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ol>
      <h2>Steps</h2>
      <ol class="usa-list">
        {STEPS.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ol>
      <h2>Forms</h2>
      <Links
        links={PAPERS.map((paper) => ({
          href: `/third-party-access?paper=${paper}`,
          text: `${LETTER_WORDS[paper]} (PDF)`,
        }))}
      />
      <h2>Who has access now</h2>
      <p>
        The <a href="/matrix">matrix of approved user accounts</a> is open to anyone.
      </p>
    </div>
  );
}

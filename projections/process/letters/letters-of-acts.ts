import { ALLOCATION_GUIDE } from '../../../events/acts/allocation-guide.js';
import type { AccessAct, AccessActOf } from '../../../events/acts/access-act.js';
import type { County } from '../../../events/values/county.js';
import type { Day } from '../../../events/values/day.js';
import { AccessDraft, applicationOf } from '../../access/access-state.js';
import { evolve } from '../../access/decide.js';
import type { Made } from '../../access/made.js';
import { approval, conditionalAcceptance, officeCreated, rejection } from './decision-letters.js';
import { applicationForm, invitation } from './invitation.js';
import type { Letter, LetterKind, LetterReader } from './letter.js';
import type { LetterFacts } from './letter-facts.js';
import { allocationChanged, findingNotice } from './notices.js';
import { confidentialityStatement, memorandum, NO_MOU_FACTS } from './papers.js';
import type { MouFacts } from './papers.js';
import type { ProcessSettings } from './process-settings.js';
import { notRenewed, outstanding, renewal, renewalDue } from './renewal-letters.js';

/** A letter that an act makes: everything that it says but the operator's settings. */
export interface LetterOfAct {
  /** The number of the act in its stream, from 1. */
  readonly act: number;
  /** The day of the act. */
  readonly day: Day;
  readonly kind: LetterKind;
  /** On which applications it is shown; none where it is about a row of the guide. */
  readonly applications: readonly string[];
  /** The row of the guide that it is about; null where it is about an application. */
  readonly row: number | null;
  /** Roles of the county and the organisation to which it is addressed or copied. */
  readonly readers: readonly LetterReader[];
  readonly describe: (settings: ProcessSettings) => Letter;
}

type Described = Pick<LetterOfAct, 'kind' | 'readers' | 'describe'>;

const TO_CONTACT: readonly LetterReader[] = ['requestor-contact'];
const TO_CONTACT_AND_DIRECTOR: readonly LetterReader[] = ['requestor-contact', 'lcsa-director'];

/** What the acts so far said beside what their fold keeps of an application. */
interface Written {
  readonly director: string | null;
  readonly submission: AccessActOf<'ApplicationSubmitted'> | null;
  /** Texts of its findings, in order of number. */
  readonly findings: readonly string[];
}

/**
 * The letters of all acts, in order: a function of the acts alone, so that a letter whose file is gone can be made
 * again. One pass; nothing is drawn.
 *
 * @param countyName - the name of a county
 */
export function lettersOfActs(
  acts: readonly AccessAct[],
  countyName: (county: County) => string,
): readonly LetterOfAct[] {
  const draft = new AccessDraft();
  const written = new Map<string, Written>();
  const letters: LetterOfAct[] = [];
  for (const [index, act] of acts.entries()) {
    const before = act.act === 'AllocationChanged' ? reservedOf(draft, act.row) : 0;
    const made = evolve(draft, act);
    note(draft, written, act, made);
    const of = { act: index + 1, day: act.on } as const;
    if (act.act === 'AllocationChanged') letters.push({ ...of, ...changed(act, before) });
    if (!('application' in act)) continue;
    const facts = factsOf(draft, written, act, countyName);
    const applications = [act.application, ...(made.renewal === undefined ? [] : [made.renewal])];
    for (const letter of lettersOf(act, facts, made)) {
      letters.push({ ...of, ...letter, applications, row: null });
    }
  }
  return letters;
}

function reservedOf({ reserved }: AccessDraft, row: number): number {
  return reserved.get(row) ?? ALLOCATION_GUIDE[row - 1]?.reserved ?? 0;
}

/** Keeps what the act wrote. */
function note(draft: AccessDraft, all: Map<string, Written>, act: AccessAct, made: Made): void {
  if (act.act === 'RequestorIdentified' && made.application !== undefined) {
    const by = draft.accounts.get(act.by)?.name;
    const director = by === undefined ? null : `${by.first} ${by.last}`;
    all.set(made.application, { director, submission: null, findings: [] });
  }
  if (!('application' in act)) return;
  const known = all.get(act.application) ?? { director: null, submission: null, findings: [] };
  if (act.act === 'ApplicationSubmitted') all.set(act.application, { ...known, submission: act });
  if (act.act === 'FindingRecorded') {
    all.set(act.application, { ...known, findings: [...known.findings, act.text] });
  }
  if (made.renewal !== undefined) {
    all.set(made.renewal, { director: known.director, submission: null, findings: [] });
  }
}

type OfApplication = Extract<AccessAct, { readonly application: string }>;

function factsOf(
  draft: AccessDraft,
  written: ReadonlyMap<string, Written>,
  act: OfApplication,
  countyName: (county: County) => string,
): LetterFacts {
  const application = applicationOf(draft, act.application);
  const { director = null, submission = null, findings = [] } = written.get(act.application) ?? {};
  return {
    on: act.on,
    application,
    countyName: countyName(application.county),
    director,
    submission,
    findings: application.findings.map((state, index) => ({
      number: index + 1,
      text: findings[index] ?? '',
      state,
    })),
  };
}

/** The letters of an act on an application, after which the facts stand. */
function lettersOf(act: OfApplication, facts: LetterFacts, made: Made): readonly Described[] {
  const letter = (
    kind: LetterKind,
    readers: readonly LetterReader[],
    describe: (settings: ProcessSettings) => Letter,
  ): Described => ({ kind, readers, describe });
  const { organisation } = facts.application;
  switch (act.act) {
    case 'RequestorInvited':
      return [
        letter('invitation', TO_CONTACT_AND_DIRECTOR, (to) => invitation(facts, to)),
        letter('application-form', TO_CONTACT, (to) => applicationForm(organisation, to)),
        letter('mou', TO_CONTACT, (to) =>
          memorandum({ ...NO_MOU_FACTS, organisation, countyName: facts.countyName }, to),
        ),
        statement(organisation),
      ];
    case 'ApplicationAccepted':
      return [
        letter('conditional-acceptance', TO_CONTACT_AND_DIRECTOR, (to) =>
          conditionalAcceptance(facts, to),
        ),
        letter('mou', TO_CONTACT, (to) => memorandum(mouFacts(facts), to)),
        statement(organisation),
      ];
    case 'ApplicationRejected':
      return [
        letter('rejection', TO_CONTACT_AND_DIRECTOR, (to) => rejection(facts, act.reason, to)),
      ];
    case 'MouSignedByRequestor':
      return [letter('mou', TO_CONTACT, (to) => memorandum(mouFacts(facts), to))];
    case 'MouSignedByState':
      return [letter('approval', TO_CONTACT_AND_DIRECTOR, (to) => approval(facts, to))];
    case 'OfficeCreated':
      return [
        letter('office-created', ['requestor-contact', 'lcsa-administrator'], (to) =>
          officeCreated(facts, to),
        ),
      ];
    case 'FindingRecorded': {
      const { finding = '' } = made;
      return [letter('findings', TO_CONTACT, (to) => findingNotice(facts, finding, act.text, to))];
    }
    case 'RenewalNoticed':
      return [
        letter('renewal-due', [], (to) => renewalDue(facts, to)),
        ...(outstanding(facts).length === 0
          ? []
          : [letter('not-renewed', TO_CONTACT_AND_DIRECTOR, (to) => notRenewed(facts, to))]),
      ];
    case 'RenewalStarted': {
      const { renewal: renewedBy = '' } = made;
      return [letter('renewal', TO_CONTACT_AND_DIRECTOR, (to) => renewal(facts, renewedBy, to))];
    }
    case 'LegalReviewDelayed':
    case 'LegalOpinionGiven':
    case 'ConnectivityVerified':
    case 'ApplicationSubmitted':
    case 'InfrastructureEvaluated':
    case 'UserAccountOpened':
    case 'UserAccountClosed':
    case 'TrainingRecorded':
    case 'FindingAnswered':
    case 'FindingCleared':
    case 'ApplicationWithdrawn':
    case 'PeopleChanged':
    case 'SurveyAnswered':
    case 'AccountsRaised':
    case 'AccessEnded':
      return [];
  }
}

function statement(organisation: string): Described {
  return {
    kind: 'confidentiality-statement',
    readers: TO_CONTACT,
    describe: (to) => confidentialityStatement(organisation, to),
  };
}

function mouFacts({ application, countyName, submission }: LetterFacts): MouFacts {
  const { organisation, accounts, mou, people } = application;
  return {
    organisation,
    countyName,
    accounts,
    authority: submission?.authority ?? null,
    purpose: submission?.purpose ?? null,
    term: mou,
    signer: people.signer ?? null,
  };
}

function changed(
  { row, reserved, on }: AccessActOf<'AllocationChanged'>,
  before: number,
): Omit<LetterOfAct, 'act' | 'day'> {
  return {
    kind: 'allocation-changed',
    applications: [],
    row,
    readers: ['lcsa-director'],
    describe: (to) => {
      const of = ALLOCATION_GUIDE[row - 1];
      if (of === undefined) throw new Error(`The guide has no row ${row}.`);
      return allocationChanged({ on, row: of, before, after: reserved }, to);
    },
  };
}

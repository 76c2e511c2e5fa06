import type { DataOf } from '../events/record.js';
import { COUNTIES } from '../events/values/county.js';
import { someFederalProgram, someOtherProgram } from './happenings/assistance.js';
import { addChild, registerChild } from './happenings/children.js';
import { mix32 } from './random.js';
import { sevenDigits } from './visit.js';
import type { Visit } from './visit.js';
import {
  CALWORKS,
  FOSTER_CARE,
  inventedName,
  isFederal,
  MOTHER,
  PROGRAMS,
  ROLES,
} from './words.js';

type Opening = DataOf<'CaseOpened'>;

/** What a case is when it opens. */
export interface OpeningPlan {
  readonly program: number;
  /** Received federal aid before what the ledger holds of it. */
  readonly formerAssistance: boolean;
  readonly intake: NonNullable<Opening['intake']>;
  readonly isTransfer: boolean;
  /** How many children the case shares with the case before it; 0: it has its own. */
  readonly sharedChildren: number;
}

const NAMED_SHARE = 0.9;
const SHARING_SHARE = 0.04;
const TRANSFER_SHARE = 0.04;
const CHILD_AGE_DAYS_MAX = 9 * 365;
const ROLE_WEIGHTS = [80, 4, 14, 2] as const;
/** Federal aid now, aid before, no aid, of cases that open: together with the changes of aid this keeps the shares. */
const NEW_CASE_STATUS_WEIGHTS = [12, 25, 63] as const;

/** Draws what a new case is; `sharableChildren`: how many children the case before it has to share. */
export function planNewCase(visit: Visit, sharableChildren: number): OpeningPlan {
  const { random } = visit;
  const status = random.weighted(NEW_CASE_STATUS_WEIGHTS);
  return {
    program: status === 0 ? someFederalProgram(visit) : someOtherProgram(visit),
    formerAssistance: status === 1,
    intake:
      status === 0
        ? 'referral'
        : random.pick(['application', 'application', 'incoming-interstate']),
    isTransfer: random.chance(TRANSFER_SHARE),
    sharedChildren: random.chance(SHARING_SHARE) ? sharableChildren : 0,
  };
}

/** Writes the opening of a case with its people and children, on the visit's effective day. */
export function openCase(visit: Visit, plan: OpeningPlan): void {
  const { state, random } = visit;
  state.openedDay = visit.effective;
  state.quietUntil = visit.effective;
  state.isOpen = true;
  state.program = plan.program;
  state.wasAided = plan.formerAssistance || isFederal(plan.program);
  state.sharesChildren = plan.sharedChildren > 0;
  state.role = state.sharesChildren ? MOTHER : random.weighted(ROLE_WEIGHTS);
  state.dueDayOfMonth = random.pick([1, 1, 1, 15]);
  registerParents(visit);
  const opening = {
    ...openingData(visit),
    ...(plan.formerAssistance ? { formerAssistance: true } : {}),
    intake: plan.intake,
  };
  const own = plan.sharedChildren === 0 ? 1 + random.weighted([55, 32, 13]) : 0;
  for (let child = 0; child < own; child += 1) {
    registerChild(visit, visit.effective - random.between(1, CHILD_AGE_DAYS_MAX));
  }
  if (plan.isTransfer) {
    const openedOn = visit.dayText(visit.effective - random.between(30, 1500));
    visit.record('CaseTransferredIn', { ...opening, fromCounty: anotherCounty(visit), openedOn });
  } else {
    visit.record('CaseOpened', opening);
  }
  state.children = Math.max(own, plan.sharedChildren);
  for (let child = 0; child < state.children; child += 1) addChild(visit, child);
}

/** The parts of a `CaseOpened` or `CaseTransferredIn` that the case's state gives. */
export function openingData(visit: Visit): Opening {
  const { state } = visit;
  const isFosterCare = state.program === FOSTER_CARE;
  return {
    ncp: { participant: participantId(visit, 'N'), role: ROLES[state.role] ?? 'other' },
    payee: {
      participant: participantId(visit, 'P'),
      kind: isFosterCare
        ? 'foster-care'
        : state.program === CALWORKS
          ? 'custodial-parent'
          : someKind(visit),
    },
    program: PROGRAMS[state.program] ?? 'unknown',
  };
}

function someKind({ index }: Visit): 'custodial-parent' | 'caretaker' {
  return mix32(index) % 8 === 0 ? 'caretaker' : 'custodial-parent';
}

function registerParents(visit: Visit): void {
  for (const part of ['N', 'P'] as const) {
    const participant = participantId(visit, part);
    const name = inventedName(mix32(visit.index * 2 + (part === 'N' ? 0 : 1)));
    visit.recordParticipant(
      visit.random.chance(NAMED_SHARE) ? { participant, name } : { participant },
    );
  }
}

function participantId(visit: Visit, part: 'N' | 'P'): string {
  return `${part}${sevenDigits(visit.index + 1)}`;
}

/** A county that is not the simulated one. */
export function anotherCounty({ random, setting }: Visit): string {
  const county = random.pick(COUNTIES);
  return county === setting.county ? (county === '01' ? '02' : '01') : county;
}

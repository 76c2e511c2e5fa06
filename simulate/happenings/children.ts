import type { CaseState } from '../case-state.js';
import type { Visit } from '../visit.js';
import { inventedName } from '../words.js';
import { mix32 } from '../random.js';
import { happening } from './happening.js';
import type { Happening } from './happening.js';

const CHILDREN_MAX = 8;
const OUT_OF_WEDLOCK_SHARE = 0.58;
const BIRTH_STATES = ['CA', 'CA', 'CA', 'CA', 'CA', 'CA', 'NV', 'AZ', 'OR', 'TX'] as const;
const METHODS = ['judicial', 'judicial', 'pop', 'other', 'marriage', 'adoption'] as const;
const METHOD_WEIGHTS = [40, 14, 34, 8, 3, 1] as const;

/** The children of the case that belong to it now, by number. */
export function membersOf(state: CaseState): readonly number[] {
  const members: number[] = [];
  for (let child = 0; child < state.children; child += 1) {
    if ((state.members & (1 << child)) !== 0) members.push(child);
  }
  return members;
}

/** Registers a child of the case born on that day; it is not yet a member. */
export function registerChild(visit: Visit, birthDay: number): number {
  const { state, random } = visit;
  const child = state.children;
  state.children += 1;
  const bornOutOfWedlock = random.chance(OUT_OF_WEDLOCK_SHARE);
  if (bornOutOfWedlock) state.outOfWedlock |= 1 << child;
  visit.recordChild(child, 'ChildRegistered', {
    birthDate: visit.dayText(birthDay),
    bornOutOfWedlock,
    birthState: random.pick(BIRTH_STATES),
    name: inventedName(mix32(visit.index * CHILDREN_MAX + child)),
  });
  return child;
}

/** Makes a registered child a member of the case. */
export function addChild(visit: Visit, child: number): void {
  visit.state.members |= 1 << child;
  visit.record('ChildAddedToCase', { child: visit.childId(child) });
}

/** Establishes the paternity of a child in one of the ways, by their frequency. */
export function establishPaternity(visit: Visit, child: number): void {
  const { state, random } = visit;
  const way = random.weighted(METHOD_WEIGHTS);
  state.established |= 1 << child;
  visit.recordChild(child, 'PaternityEstablished', {
    method: METHODS[way] ?? 'other',
    by: way === 0 ? 'county' : 'other',
  });
}

function atIssue(state: CaseState): number {
  return state.sharesChildren ? 0 : state.members & state.outOfWedlock & ~state.established;
}

function establishNext(visit: Visit): void {
  const open = atIssue(visit.state);
  const child = membersOf(visit.state).find((each) => (open & (1 << each)) !== 0);
  if (child !== undefined) establishPaternity(visit, child);
}

function bearChild(visit: Visit): void {
  addChild(visit, registerChild(visit, visit.effective));
}

function removeLast(visit: Visit): void {
  const child = membersOf(visit.state).at(-1);
  if (child === undefined) return;
  visit.state.members &= ~(1 << child);
  visit.record('ChildRemovedFromCase', { child: visit.childId(child) });
}

function vacatePaternity(visit: Visit): void {
  const child = membersOf(visit.state).find(
    (each) => (visit.state.established & (1 << each)) !== 0,
  );
  if (child === undefined) return;
  visit.state.established &= ~(1 << child);
  visit.recordChild(child, 'PaternityVacated', {});
}

function loseParent(visit: Visit): void {
  for (const child of membersOf(visit.state))
    visit.recordChild(child, 'DependentByParentDeath', {});
}

/** All children of the case become eligible for Medi-Cal, or are no longer. */
export function setMediCal(visit: Visit, isEligible: boolean): void {
  visit.state.hasMediCal = isEligible;
  const type = isEligible ? 'MediCalEligibilityStarted' : 'MediCalEligibilityEnded';
  for (const child of membersOf(visit.state)) visit.recordChild(child, type, {});
}

/** Births, paternity, Medi-Cal. */
export const CHILDREN: readonly Happening[] = [
  happening(0.8, (state) => atIssue(state) !== 0, establishNext),
  happening(0.02, (state) => !state.sharesChildren && state.children < CHILDREN_MAX, bearChild),
  happening(0.012, (state) => (state.members & (state.members - 1)) !== 0, removeLast),
  happening(0.003, (state) => !state.sharesChildren && state.established !== 0, vacatePaternity),
  happening(0.002, (state) => !state.sharesChildren, loseParent),
  happening(
    0.25,
    (state) => !state.sharesChildren && !state.hasMediCal,
    (visit) => {
      setMediCal(visit, true);
    },
  ),
  happening(
    0.35,
    (state) => !state.sharesChildren && state.hasMediCal,
    (visit) => {
      setMediCal(visit, false);
    },
  ),
];

import type { DataOf } from '../events/record.js';

/** The programs that a case can be in; the federal ones first. */
export const PROGRAMS = [
  'calworks',
  'kingap',
  'foster-care-iv-e',
  'foster-care-state',
  'calworks-state',
  'medi-cal-only',
  'none',
  'unknown',
] as const satisfies readonly DataOf<'AssistanceProgramChanged'>['program'][];

export const CALWORKS = 0;
export const KINGAP = 1;
export const FOSTER_CARE = 2;
export const FOSTER_CARE_STATE = 3;
export const CALWORKS_STATE = 4;
export const MEDI_CAL_ONLY = 5;
export const NO_PROGRAM = 6;

/** Whether the program is federal aid: current assistance (rules.md 1). */
export function isFederal(program: number): boolean {
  return program <= FOSTER_CARE;
}

export const ROLES = [
  'father',
  'putative-father',
  'mother',
  'other',
] as const satisfies readonly DataOf<'CaseOpened'>['ncp']['role'][];
export const MOTHER = 2;

/** How the non-custodial parent pays: by wage withholding, now and then, or hardly ever. */
export const WAGE_EARNER = 0;
export const IRREGULAR_PAYER = 1;
export const NON_PAYER = 2;

/** What has become of the case's latest order. */
export const NO_ORDER = 0;
export const ORDER_CURRENT = 1;
export const ORDER_TEMPORARY = 2;
export const ORDER_TERMINATED = 3;

export type CollectionSource = DataOf<'CollectionReceived'>['source'];

export const COLLECTION_SOURCES = [
  'income-withholding',
  'direct',
  'unemployment',
  'lien',
  'other-state',
  'other',
  'federal-tax-offset',
  'state-tax-offset',
] as const satisfies readonly CollectionSource[];

export type Allocation = DataOf<'CollectionDistributed'>['allocations'][number];
export type OwedTo = Allocation['to'];
export type Terms = DataOf<'SupportOrderEstablished'>['terms'];

/** `family` or `state`. */
export function owedTo(isToState: boolean): OwedTo {
  return isToState ? 'state' : 'family';
}

const FIRST_PARTS = [
  'Al',
  'Be',
  'Cor',
  'Da',
  'El',
  'Fa',
  'Ge',
  'Hol',
  'Il',
  'Jo',
  'Ka',
  'Lu',
  'Ma',
  'No',
  'Or',
  'Pe',
];
const LAST_PARTS = [
  'ra',
  'lin',
  'mo',
  'vin',
  'sa',
  'tor',
  'na',
  'dri',
  'bel',
  'ko',
  'ren',
  'thy',
  'lo',
  'mir',
  'da',
  'zel',
];
const ENDINGS = ['wick', 'combe', 'stead', 'hurst', 'mere', 'thorpe', 'vale', 'garth'];

/** An invented name; `key` is any whole number from 0 to 2^32 - 1. */
export function inventedName(key: number): { readonly first: string; readonly last: string } {
  const first = `${part(FIRST_PARTS, key)}${part(LAST_PARTS, key >>> 4)}`;
  const last = `${part(FIRST_PARTS, key >>> 8)}${part(LAST_PARTS, key >>> 12)}${part(ENDINGS, key >>> 16)}`;
  return { first, last };
}

function part(parts: readonly string[], key: number): string {
  return parts[key % parts.length] ?? '';
}

/**
 * Small numbers for the contract's words, as the scalars of a replay carry them.
 * They live in memory and in derived files only (never in the ledger); a change here raises
 * `SCALARS_VERSION` in `encode.ts`, so that derived files are built anew.
 */

/** Assistance status of a case; the index of its column in `STATUS_COLUMNS`. */
export const CURRENT = 0;
export const FORMER = 1;
export const NEVER = 2;
export type Status = typeof CURRENT | typeof FORMER | typeof NEVER;
export const STATUSES: readonly Status[] = [CURRENT, FORMER, NEVER];
export const STATUS_NAMES = ['current', 'former', 'never'] as const;

/** Program codes: 1..3 are the federal ones (rules.md 1). 0 stands for "no program given". */
export const PROGRAMS = [
  '',
  'calworks',
  'kingap',
  'foster-care-iv-e',
  'foster-care-state',
  'calworks-state',
  'medi-cal-only',
  'none',
  'unknown',
] as const;
export const PROGRAM_NONE_GIVEN = 0;
export const PROGRAM_CALWORKS = 1;
export const PROGRAM_FEDERAL_MAX = 3;
export const PROGRAM_MEDI_CAL_ONLY = 6;

/** The other parent's role; what matters is whether the NCP is the mother. */
export const PARENT_ROLES = ['father', 'mother', 'putative-father', 'other'] as const;
export const ROLE_MOTHER = 1;

/** To whom money is owed or paid. */
export const FAMILY = 0;
export const STATE = 1;

/** Where a referral goes to or comes from. */
export const REFERRAL_KINDS = ['state', 'tribe', 'country'] as const;
export const TO_STATE = 0;
export const TO_TRIBE = 1;
export const TO_COUNTRY = 2;

/** Kinds of order. */
export const ORDER_KINDS = ['permanent', 'temporary', 'arrears-judgment'] as const;
export const ORDER_ARREARS_JUDGMENT = 2;

/** Kinds of coverage; all but the last count as private (private, tricare, indian-health). */
export const COVERAGE_KINDS = ['private', 'tricare', 'indian-health', 'public'] as const;
export const COVERAGE_PUBLIC = 3;

/** Methods of establishing paternity. */
export const PATERNITY_METHODS = ['judicial', 'pop', 'marriage', 'adoption', 'other'] as const;
export const PATERNITY_JUDICIAL = 0;
export const PATERNITY_POP = 1;

/** Lines that DCSS supplies. */
export const SUPPLIED_LINES = ['5a', '8', '8a', '10'] as const;

/** Subject kinds of `LedgerView.subjectKinds`. */
export const COUNTY_SUBJECT = 0;
export const CASE_SUBJECT = 1;
export const CHILD_SUBJECT = 2;

import type { DataOf } from '../events/record.js';
import type { CASE_RECORDS } from '../events/records/case.js';
import type { CHILD_RECORDS } from '../events/records/child.js';
import type { COUNTY_RECORDS } from '../events/records/county.js';

export type CaseType = keyof typeof CASE_RECORDS;
export type ChildType = keyof typeof CHILD_RECORDS;
export type CountyType = keyof typeof COUNTY_RECORDS;

/** The `child` of a record whose subject is the case. */
export const NO_CHILD = -1;

/** A case's or child's record as it was written, kept while it may yet be corrected. */
export interface WrittenOf<Type extends CaseType | ChildType> {
  readonly type: Type;
  readonly data: DataOf<Type>;
  readonly effective: number;
  readonly serial: number;
  /** Which child of the case, `NO_CHILD` for a case record. */
  readonly child: number;
}

/** A written record of any type; `type` tells which. */
export type WrittenRecord = { [Type in CaseType | ChildType]: WrittenOf<Type> }[
  CaseType | ChildType];

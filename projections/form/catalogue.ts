import type { LineEntry, Section } from './line.js';
import { CASE_INVENTORY } from './sections/a-case-inventory.js';
import { PATERNITY } from './sections/b-paternity.js';
import { SERVICES_REQUIRED } from './sections/c-services-required.js';
import { SERVICES_PROVIDED } from './sections/d-services-provided.js';
import { MEDICAL_SUPPORT } from './sections/e-medical-support.js';
import { COLLECTIONS } from './sections/f-collections.js';
import { STAFF } from './sections/g-staff.js';
import { MEDICAID } from './sections/h-medicaid.js';
import { NONCOOPERATION } from './sections/i-noncooperation.js';
import { STATE_LINES } from './sections/j-state-lines.js';

/** Titles of the form's sections. */
export const SECTION_TITLES: Readonly<Record<Section, string>> = {
  A: 'Case inventory',
  B: 'Paternity establishment',
  C: 'Services required',
  D: 'Services provided',
  E: 'Medical support',
  F: 'Collections due and distributed',
  G: 'Staff',
  H: 'Medicaid',
  I: 'Noncooperation and good cause',
  J: 'Additional state monthly reporting requirements',
};

/** The lines of edition 2005-10 in the form's order: CSS Letter 06-35, effective October 2005. */
export const CATALOGUE: readonly LineEntry[] = Object.freeze([
  ...CASE_INVENTORY,
  ...PATERNITY,
  ...SERVICES_REQUIRED,
  ...SERVICES_PROVIDED,
  ...MEDICAL_SUPPORT,
  ...COLLECTIONS,
  ...STAFF,
  ...MEDICAID,
  ...NONCOOPERATION,
  ...STATE_LINES,
]);

/** The lines of the CS 157: all but those that only the state asks for. */
export function isOnCs157(entry: LineEntry): boolean {
  return !entry.isStateOnly;
}

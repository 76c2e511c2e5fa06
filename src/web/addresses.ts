import type { LineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { Column } from '../../projections/form/line.js';
import type { SubjectKey } from '../reports/subject.js';

/** What stands behind the question mark of an address; nothing of what is empty. */
export function withQuery(path: string, query: Readonly<Record<string, string | number>>): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

export function countyHref(county: County): string {
  return `/counties/${county}`;
}

export function monthHref(county: County, month: Month): string {
  return `${countyHref(county)}/months/${formatMonth(month)}`;
}

export function trailHref(county: County, month: Month, line: LineNumber, column: Column): string {
  return `${monthHref(county, month)}/lines/${line}/columns/${column}`;
}

/** A line's course through twelve months. */
export function courseHref(county: County, month: Month, line: LineNumber): string {
  return `${monthHref(county, month)}/lines/${line}`;
}

export function versionHref(county: County, month: Month, version: number): string {
  return `${monthHref(county, month)}/versions/${String(version)}`;
}

export function subjectHref(county: County, { kind, id }: SubjectKey): string {
  return `${countyHref(county)}/${kind === 'case' ? 'cases' : 'children'}/${id}`;
}

export function participantHref(county: County, participant: string): string {
  return `${countyHref(county)}/participants/${participant}`;
}

export function recordHref(county: County, id: string): string {
  return `${countyHref(county)}/records/${id}`;
}

/** The roll-up of a month of all counties. */
export function stateMonthHref(month: Month): string {
  return `/state/months/${formatMonth(month)}`;
}

/** A county's approved months that give other cells now. */
export function outdatedHref(county: County): string {
  return `${countyHref(county)}/outdated`;
}

export function packagesHref(county: County): string {
  return `${countyHref(county)}/packages`;
}

export function sampleHref(county: County, sample: string): string {
  return `/audit/${sample}?county=${county}`;
}

export function lineHelpHref(line: string): string {
  return `/help/lines/${line}`;
}

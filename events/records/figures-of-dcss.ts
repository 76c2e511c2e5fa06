/**
 * What DCSS records in a county's ledger (contract/permissions.json, figures.append). A ledger does not say who sent a
 * record: reading, a figure of DCSS is a record of one of these types, whoever entered it.
 */
const FIGURES: ReadonlySet<string> = new Set(['StatewideFigureRecorded', 'LineMadeReportable']);

/** Whether records of a type are figures of DCSS. */
export function isFigureOfDcss(type: string): boolean {
  return FIGURES.has(type);
}

import type { LineNumber } from '../../events/line-numbers.js';
import type { LineCells, ReportLines } from '../../projections/form/report.js';
import { RULE_EDITION } from '../../projections/form/rule-edition.js';
import { differentCells } from '../../projections/versions/differences.js';
import type { CellDifference } from '../../projections/versions/differences.js';
import type { Evidence } from './evidence.js';

/** What a package says of rules that were corrected after its version was submitted; it has the file only then. */
export interface CorrectedRules {
  /** The edition of the rules that the version was made under. */
  readonly submitted: string;
  /** The edition of the rules that made the trail. */
  readonly trail: string;
  /** SHA-256 of the trail's rows by these rules, as a version has that of its own. */
  readonly trailHash: string;
  /** The cells that the trail does not come to: `from` as it was submitted, `to` as the trail gives it. */
  readonly cells: readonly CellDifference[];
}

export const RULES_PATH = 'data/rules.json';

/**
 * The text of data/rules.json: where a replay differs because the rules were corrected since, how. Null where the trail
 * is the one that was submitted.
 */
export function correctedRules({
  version,
  replayed,
}: Pick<Evidence, 'version' | 'replayed'>): string | null {
  if (replayed.report === version.report && replayed.trail === version.trail) return null;
  const rules: CorrectedRules = {
    submitted: version.edition,
    trail: RULE_EDITION,
    trailHash: replayed.trail,
    cells: differentCells(version.lines, replayed.lines),
  };
  return `${JSON.stringify(rules, null, 1)}\n`;
}

/** The lines that a package's trail has to come to: its report's, but where it says that corrected rules give others. */
export function linesOfTrail(
  report: ReportLines,
  rules: Pick<CorrectedRules, 'cells'> | null,
): ReportLines {
  const lines: Partial<Record<LineNumber, LineCells>> = { ...report };
  for (const { line, column, to } of rules?.cells ?? []) {
    const cells = lines[line];
    if (cells !== undefined) lines[line] = { ...cells, [column]: to };
  }
  return lines;
}

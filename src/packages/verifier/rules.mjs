// ---- 6. Where the rules were corrected after the version was submitted, the package says so in data/rules.json: its
//         cells stay those that were submitted, and the trail is by the corrected rules. Each cell that the trail
//         does not come to is named there, with both values.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RULES = 'data/rules.json';

/** What the package says of corrected rules; null where it says nothing, and its trail is as it was submitted. */
export function rulesIn(folder, fail) {
  if (!existsSync(join(folder, RULES))) return null;
  const rules = JSON.parse(readFileSync(join(folder, RULES), 'utf8'));
  if (rules.submitted === rules.trail) {
    fail(
      `${RULES} names one edition of the rules, ${rules.trail}, for what was submitted and for the trail.`,
    );
  }
  return rules;
}

/** The cells that the trail has to come to: those of the report, but where data/rules.json names another. */
export function trailCells(report, rules) {
  const cells = structuredClone(report);
  for (const { line, column, from, to } of rules?.cells ?? []) {
    // A value that the report has not stays as it is, and is found to differ from the trail.
    if ((cells[line]?.[column] ?? null) === from && cells[line] !== undefined)
      cells[line][column] = to;
  }
  return cells;
}

/** The version with the hash that the trail has to have. */
export function trailVersion(version, rules) {
  return rules === null ? version : { ...version, trail: rules.trailHash };
}

export function rulesSentence({ submitted, trail, cells }) {
  const which = cells.map(
    ({ line, column, from, to }) => `Line ${line} (${column}) ${from}, now ${to}`,
  );
  return `- It differs by rule edition: it was submitted by rules ${submitted}, and its trail is by rules ${trail}, which were corrected since. ${which.length === 0 ? 'No figure differs.' : `As it was submitted: ${which.join('; ')}.`}`;
}

// ---- 8. What data/diff.json says besides sums: its rows are those of the trail now, and its records
//         are those of data/records.ndjson with these ids, places, types and days.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from './bytes.mjs';
import { trailPathOf } from './report.mjs';

/** The records that the difference names, by id; `null` until data/records.ndjson shows them. */
export function recordsNamedIn({ rows }) {
  return new Map(rows.flatMap(({ records }) => records.map(({ id }) => [id, null])));
}

/** @param shown the records of data/records.ndjson that it names, by id */
export function checkNamedRecords({ county, month, from, to, rows }, version, shown, fail) {
  if (county !== version.county || month !== version.month) {
    fail('data/diff.json is of another county or month than data/version.json.');
  }
  for (const { line, column, records } of rows) {
    let last = from.asOf;
    for (const { id, position, type, effective, reason } of records) {
      const leaf = shown.get(id) ?? null;
      const says = JSON.stringify([position, type, effective, reason]);
      if (leaf === null) {
        fail(
          `data/diff.json, Line ${line} (${column}): no record ${id} is in data/records.ndjson.`,
        );
      } else if (says !== JSON.stringify(leaf)) {
        fail(
          `data/diff.json, Line ${line} (${column}): of record ${id} it says ${says}, and data/records.ndjson ${JSON.stringify(leaf)}.`,
        );
      } else if (!(position > last) || position > to.asOf) {
        fail(
          `data/diff.json, Line ${line} (${column}): record ${id} is out of order, or not between the two positions.`,
        );
      }
      last = position;
    }
  }
}

/** That what its rows lead to is what the trail has of the same case or child. */
export function checkRowsNow(folder, { rows }, fail) {
  const byLine = new Map();
  for (const row of rows) {
    const subject = row.case ?? row.child;
    if (subject === undefined) continue; // the county's own rows are in the sums
    if (!byLine.has(row.line)) byLine.set(row.line, new Map());
    byLine.get(row.line).set(`${row.column},${row.case ?? ''},${row.child ?? ''}`, row);
  }
  for (const [line, wanted] of byLine) {
    const now = new Map();
    const path = join(folder, trailPathOf(line));
    // A line that the form has not any more has no file: nobody is on it.
    for (const [, bytes] of existsSync(path) ? linesOf(path, fail) : []) {
      const [, column, caseId, child, , amount, value] = bytes.toString('utf8').split(',');
      const key = `${column},${caseId},${child}`;
      if (wanted.has(key)) now.set(key, amount || (value ? Number(value) : true));
    }
    for (const [key, { column, to }] of wanted) {
      const here = now.get(key) ?? null;
      if (here === to) continue;
      fail(
        `data/diff.json, Line ${line} (${column}): its row of ${key.replace(/^.,|,/g, '')} leads to ${to}, and the trail has ${here === null ? 'none' : here}.`,
      );
    }
  }
}

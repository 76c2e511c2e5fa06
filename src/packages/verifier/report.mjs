// ---- 5. The report is the one that the version names, in both its forms.
// ---- 6. The trail is the one that the version names; every cell of the report is its rows counted or
//         added up; every record that a row names is in the package.
// ---- 7. The difference to the version before leads to this report, and its rows add up to its cells.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { hashOfFile, linesOf, textOf } from './bytes.mjs';

const FIRST_EDITION = '2005-10';
const COLUMNS = ['a', 'b', 'c', 'd'];
const REPORT_HEAD = 'county,month,asOf,line,title,a,b,c,d';
const TRAIL_HEAD = 'line,column,case,child,cases,amount,value,records\r';
const TRAIL_ROW =
  /^([^,"]+),([abcd]),([\w-]*),([\w-]*),([\w -]*),((?:-?\d+\.\d\d)?),(\d*),([\w-]+(?: [\w-]+)*)\r$/;

export function checkReport(folder, form, report, version, fail) {
  const hash = hashOfFile(join(folder, 'data/report.json'));
  if (hash !== version.report) {
    fail(`data/report.json has SHA-256 ${hash}, and data/version.json says ${version.report}.`);
  }
  const { county, month, asOf, lines } = report;
  // What names no edition of the form was made under the first.
  const [edition, submittedUnder] = [report, version].map((each) => each.edition ?? FIRST_EDITION);
  if (edition !== form.edition || submittedUnder !== form.edition) {
    fail(
      `data/form.json is edition ${form.edition} of the form, data/report.json is of ${edition}, and data/version.json of ${submittedUnder}.`,
    );
  }
  if (county !== version.county || month !== version.month || asOf !== version.asOf) {
    fail('data/report.json is of another county, month or position than data/version.json.');
  }
  const rows = textOf(join(folder, 'data/report.csv')).split('\r\n');
  const expected = form.lines.map(({ line, title }) => {
    const cells = COLUMNS.map((column) => String(lines[line]?.[column] ?? ''));
    return [county, month, asOf, line, csvField(title), ...cells].join(',');
  });
  [REPORT_HEAD, ...expected, ''].forEach((row, index) => {
    if (rows[index] === row) return;
    fail(
      `data/report.csv, row ${index}: it says ${rows[index] ?? 'nothing'}, and data/report.json and form.json give ${row}.`,
    );
  });
  if (rows.length > expected.length + 2) fail('data/report.csv has more rows than the form.');
}

function csvField(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function checkTrail(folder, form, report, version, ids, found, fail, onDone) {
  const sum = createHash('sha256');
  if (
    form
      .map(({ line }) => line)
      .sort()
      .join() !== Object.keys(report).sort().join()
  ) {
    fail('data/form.json has other lines than data/report.json.');
  }
  for (const [index, entry] of form.entries()) {
    onDone(index, form.length, 'lines of the form');
    const totals = { a: 0n, b: 0n, c: 0n, d: 0n };
    for (const row of rowsOf(folder, entry, ids, fail)) {
      const [, , column, , , , amount, value] = row;
      sum.update(canonicalRow(row));
      totals[column] += BigInt(amount === '' ? value || 1 : amount.replace('.', ''));
      found.rows += 1;
    }
    compareCells(entry, totals, report[entry.line], found, fail);
  }
  const hash = sum.digest('hex');
  if (hash !== version.trail) {
    fail(
      `data/trail: its rows have SHA-256 ${hash}, and data/version.json says ${version.trail}: a row was changed, added or removed.`,
    );
  }
}

/** The file of a line's trail. */
export function trailPathOf(line) {
  return `data/trail/line-${line.padStart(/[a-z]$/.test(line) ? 3 : 2, '0')}.csv`;
}

/** The rows of a line, those that are rows, in strict order so that nobody is counted twice. */
function* rowsOf(folder, { line, unit, columns }, ids, fail) {
  const path = trailPathOf(line);
  const isMoney = unit === 'dollars' || unit === 'fte';
  let last = '';
  for (const [number, bytes] of linesOf(join(folder, path), fail)) {
    const text = bytes.toString('utf8');
    if (number === 1 && text === TRAIL_HEAD) continue;
    const row = TRAIL_ROW.exec(text);
    const [, ofLine, column, caseId, child, , amount, , records] = row ?? [];
    if (ofLine !== line || !columns.includes(column) || isMoney !== (amount !== '')) {
      fail(`${path}, line ${number} is no row of the trail of Line ${line}.`);
      continue;
    }
    const place = caseId + child === '' ? '~' : `${caseId}${child},${column}`;
    if (place <= last) fail(`${path}, line ${number} is out of order or there twice.`);
    last = place;
    let before = 0;
    for (const id of records.split(' ')) {
      const here = ids.placeOf(id);
      if (here === 0) {
        fail(`${path}, line ${number} names record ${id}, which is not in data/records.ndjson.`);
      } else if (here <= before) {
        fail(`${path}, line ${number} names record ${id} out of order of position, or twice.`);
      }
      before = Math.max(before, here);
    }
    yield row;
  }
}

/** RFC 8785 of a row without its records; no value in it needs an escape. */
function canonicalRow([, line, column, caseId, child, cases, amount, value]) {
  const names = cases === '' ? '' : `"${cases.split(' ').join('","')}"`;
  const members = [
    amount && `"amount":"${amount}"`,
    caseId && `"case":"${caseId}"`,
    child && `"cases":[${names}],"child":"${child}"`,
    `"column":"${column}"`,
    `"line":"${line}"`,
    value && `"value":${value}`,
  ];
  return `{${members.filter((member) => member !== '').join(',')}}\n`;
}

function compareCells({ line, unit, columns, phasedIn }, totals, cells, found, fail) {
  const isMoney = unit === 'dollars' || unit === 'fte';
  const isPutOff = phasedIn === true && COLUMNS.every((column) => cells?.[column] === null);
  for (const column of COLUMNS) {
    const total = column === 'a' ? totals.a + totals.b + totals.c + totals.d : totals[column];
    const isReported = !isPutOff && (column === 'a' || columns.includes(column));
    const expected = isReported ? (isMoney ? decimal(total) : Number(total)) : null;
    found.cells += 1;
    if (cells?.[column] !== expected || (!isReported && total !== 0n)) {
      fail(
        `Line ${line} (${column}): data/report.json says ${cells?.[column]}, and the rows of data/trail give ${isMoney ? decimal(total) : total}.`,
      );
    }
  }
}

function decimal(hundredths) {
  const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function checkDifference({ cells, rows, to }, report, version, fail) {
  if (to.asOf !== version.asOf) {
    fail('data/diff.json leads to another position than data/version.json names.');
  }
  const moved = new Map();
  for (const { line, column, from, to: now } of rows) {
    for (const each of new Set(['a', column])) {
      const cell = `Line ${line} (${each})`;
      moved.set(cell, (moved.get(cell) ?? 0n) + hundredthsOf(now) - hundredthsOf(from));
    }
  }
  for (const { line, column, from, to: now } of cells) {
    const cell = `Line ${line} (${column})`;
    // A line that the form has not any more is null.
    if ((report[line]?.[column] ?? null) !== now) {
      fail(`data/diff.json, ${cell}: it leads to ${now}, which is not what the report says.`);
    }
    if ((moved.get(cell) ?? 0n) !== hundredthsOf(now) - hundredthsOf(from)) {
      fail(`data/diff.json, ${cell}: its rows do not add up to the step from ${from} to ${now}.`);
    }
    moved.delete(cell);
  }
  for (const [cell, difference] of moved) {
    if (difference !== 0n) fail(`data/diff.json, ${cell}: its rows differ, and it does not.`);
  }
}

/** Hundredths of an amount or figure; `true` counts one, null nothing. */
function hundredthsOf(value) {
  if (value === null) return 0n;
  if (typeof value === 'string') return BigInt(value.replace('.', ''));
  return value === true ? 100n : BigInt(value) * 100n;
}

// ---- 8. The tables of the federal audit, where the package says that it has them: each has the rows of
//         the trail, one a case or child, and their number or sum is the report's; the workbook says
//         the same as the CSV files. Packages from before tables had figures are not looked at.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from './bytes.mjs';
import { Workbook } from './workbook.mjs';

const AUDIT = 'data/audit';
const AUDIT_TABLE = /^Line(\d\d)([a-z]?)$/;
const TAKEN_FOR_FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export function checkAudit(folder, report, found, fail) {
  if (!existsSync(join(folder, AUDIT, 'figures.json'))) return;
  const { tables } = JSON.parse(readFileSync(join(folder, AUDIT, 'figures.json'), 'utf8'));
  const described = JSON.parse(readFileSync(join(folder, AUDIT, 'csv-metadata.json'), 'utf8'));
  const headings = new Map(
    described.tables.map(({ url, tableSchema }) => [
      url,
      tableSchema.columns.map(({ titles }) => titles),
    ]),
  );
  const files = readdirSync(join(folder, AUDIT)).filter((name) => name.endsWith('.csv'));
  const told = tables.map(({ table }) => `${table}.csv`);
  if (told.sort().join() !== files.sort().join()) {
    fail(`${AUDIT}/figures.json has the figures of other tables than there are.`);
  }
  const workbook = new Workbook(join(folder, AUDIT, 'audit.xlsx'));
  for (const name of workbook.sheets.keys()) {
    if (!told.includes(`${name.replace(/ \(\d+\)$/, '')}.csv`)) {
      fail(`${AUDIT}/audit.xlsx has a sheet ${name}, and there is no such table.`);
    }
  }
  const universe = new Set();
  for (const figure of tables) {
    checkTable({ folder, report, workbook, universe, headings, fail }, figure);
    found.auditTables += 1;
  }
}

/**
 * What a table is proved by, by its name alone: nothing that the package says of it is believed. The
 * universe of cases has no figure in the report, and the births of the state (Line 8) no rows.
 */
function proofOf(table) {
  const [, number, letter] = AUDIT_TABLE.exec(table) ?? [];
  if (number === undefined || table === 'Line08') return null;
  if (table === 'Line09') return { line: '16', columns: ['b', 'c', 'd'] };
  return { line: `${Number(number)}${letter}`, columns: ['a'] };
}

function checkTable({ folder, report, workbook, universe, headings, fail }, figure) {
  const { table } = figure;
  const path = `${AUDIT}/${table}.csv`;
  const proof = proofOf(table);
  const inTrail = proof === null ? null : expectedRows(folder, proof.line, fail);
  const inWorkbook = workbook.rowsOf(table);
  const heading = headings.get(`${table}.csv`) ?? [];
  const [caseAt, childAt] = ['Case ID', 'Child ID'].map((name) => heading.indexOf(name));
  const amountAt = heading.findIndex((name) => name.startsWith('Amount '));
  const totals = { rows: 0, cents: 0n };
  let last = '';
  for (const [number, cells] of csvRowsOf(join(folder, path), fail)) {
    const place = `${path}, line ${number}`;
    if (!isSameRow(cells, inWorkbook.next().value)) {
      fail(`${place}: ${AUDIT}/audit.xlsx says something else.`);
    }
    if (number === 1) {
      if (cells.join() === heading.join() && cells.length === heading.length) continue;
      fail(`${place}: it is not the heading that ${AUDIT}/csv-metadata.json says.`);
      return;
    }
    const id = cells[childAt < 0 ? caseAt : childAt];
    if (!(id > last) || cells.length !== heading.length) {
      fail(`${place} is no row, out of order, or there twice.`);
    }
    last = id;
    totals.rows += 1;
    if (amountAt >= 0) totals.cents += centsOf(cells[amountAt]) ?? 0n;
    if (proof === null) universe.add(id);
    else if (caseAt >= 0 && !universe.has(cells[caseAt])) {
      fail(`${place}: case ${cells[caseAt]} is not in ${AUDIT}/IVDUniverse.csv.`);
    }
    compareWithTrail(
      place,
      proof,
      inTrail?.next().value,
      [id, cells[caseAt], cells[amountAt]],
      fail,
    );
  }
  if (inTrail?.next().done === false) {
    fail(`${path} was cut short: the trail of Line ${proof.line} has more rows.`);
  }
  if (inWorkbook.next().done === false) {
    fail(`${AUDIT}/audit.xlsx has more rows of ${table} than ${path}.`);
  }
  compareFigures({ table, path, figure, proof, totals, isMoney: amountAt >= 0 }, report, fail);
}

/** What the rows of a table must say: of each case or child of a line's trail its id, case and cents. */
function* expectedRows(folder, line, fail) {
  const file = `line-${line.padStart(/[a-z]$/.test(line) ? 3 : 2, '0')}.csv`;
  let sum = null;
  for (const [number, bytes] of linesOf(join(folder, 'data/trail', file), fail)) {
    const [, , caseId, child, cases, amount] = bytes.toString('utf8').split(',');
    if (number === 1) continue;
    if (child !== '') yield [child, cases.split(' ')[0], null];
    else if (amount === '' && caseId !== '') yield [caseId, caseId, null];
    else if (caseId !== '') {
      if (sum !== null && sum[0] !== caseId && sum[2] !== 0n) yield sum;
      const before = sum !== null && sum[0] === caseId ? sum[2] : 0n;
      sum = [caseId, caseId, before + (centsOf(amount) ?? 0n)];
    }
  }
  if (sum !== null && sum[2] !== 0n) yield sum;
}

function compareWithTrail(place, proof, expected, [id, caseId, amount], fail) {
  if (proof === null) return;
  const [ofId, ofCase, cents] = expected ?? [];
  const isCase = caseId === undefined || caseId === ofCase;
  const isAmount = amount === undefined || (cents !== null && centsOf(amount) === cents);
  if (id === ofId && isCase && isAmount) return;
  fail(`${place}: it is not what the trail of Line ${proof.line} says of ${ofId ?? 'nobody'}.`);
}

function compareFigures({ table, path, figure, proof, totals, isMoney }, report, fail) {
  const { rows, cents } = totals;
  const told = [figure.rows, figure.sum === null ? null : centsOf(figure.sum)];
  if (told[0] !== rows || told[1] !== (isMoney ? cents : null)) {
    fail(`${AUDIT}/figures.json does not say of ${table} what its rows give.`);
  }
  if (JSON.stringify(figure.report) !== JSON.stringify(proof)) {
    fail(
      `${AUDIT}/figures.json compares ${table} with other cells than it is to be compared with.`,
    );
  }
  if (table === 'Line08' && rows > 0) {
    fail(`${path} has rows, and no ledger holds the births of the state.`);
  }
  if (proof === null) return;
  const cells = proof.columns.map((column) => report[proof.line]?.[column] ?? 0);
  const says = cells.reduce((sum, cell) => sum + (centsOf(String(cell)) ?? 0n), 0n);
  if (says === (isMoney ? cents : BigInt(rows))) return;
  const cell = `Line ${proof.line} (${proof.columns.join(', ')})`;
  fail(
    `${path}: its rows ${isMoney ? 'add up to' : 'are'} ${isMoney ? dollarsOf(cents) : rows}, and ${cell} of data/report.json is ${cells.join(' + ')}.`,
  );
}

/** A decimal with two digits behind its point as cents, a count as it is; none where it is neither. */
function centsOf(text) {
  return /^-?\d+(?:\.\d\d)?$/.test(text ?? '') ? BigInt(text.replace('.', '')) : null;
}

function dollarsOf(cents) {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Rows of a CSV file (RFC 4180) with the numbers of their lines; a quoted field may hold line ends. */
function* csvRowsOf(path, fail) {
  let [from, text] = [1, ''];
  for (const [number, bytes] of linesOf(path, fail)) {
    text += bytes.toString('utf8');
    if (text.split('"').length % 2 === 0) {
      text += '\n';
      continue;
    }
    if (!text.endsWith('\r')) fail(`${path}, line ${number} has another end than CR LF.`);
    yield [from, csvFieldsOf(text.replace(/\r$/, ''))];
    [from, text] = [number + 1, ''];
  }
  if (text !== '') fail(`${path} was cut short: a quote is not closed.`);
}

function csvFieldsOf(line) {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

/** In a CSV file an apostrophe stands before what would be taken for a formula; empty cells may be left out. */
function isSameRow(fields, cells) {
  if (cells === undefined || cells.length > fields.length) return false;
  return fields.every((field, index) => {
    const cell = cells[index] ?? '';
    return field === cell || (TAKEN_FOR_FORMULA.test(cell) && field === `'${cell}`);
  });
}

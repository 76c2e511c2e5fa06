// ---- All checks, one after the other; each says what it finds in sentences that name the file.
import { join } from 'node:path';
import { checkActs } from './acts.mjs';
import { checkAudit } from './audit.mjs';
import { IdSet, textOf } from './bytes.mjs';
import { checkNamedRecords, checkRowsNow, recordsNamedIn } from './difference.mjs';
import { checkFiles } from './files.mjs';
import { reasonOf } from './reasons.mjs';
import { checkAgainst, checkRecords, sizeIn } from './records.mjs';
import { checkDifference, checkReport, checkTrail } from './report.mjs';
import { rulesIn, rulesSentence, trailCells, trailVersion } from './rules.mjs';
import { checkSignature } from './signature.mjs';
import { misuseOf } from './usage.mjs';
import { checkVersion } from './version.mjs';

const FAILURES_PER_CHECK = 10;

/**
 * Verifies a package. `against`: the folder of an earlier one, or null. `key`: the fingerprint of the
 * key that must have signed, or null. Answers the failures, none if all is well, and what was found;
 * `onDone` is told how much of what is done, and of how much. `misuse` is a sentence where there is nothing to verify, which then is the only failure, else null.
 */
export function verifyPackage(folder, { against = null, key = null, onDone = () => {} } = {}) {
  const failures = [];
  const found = {
    ...{ version: null, fingerprint: null, files: 0 },
    ...{ records: 0, rows: 0, cells: 0, auditTables: 0, acts: 0, actsKey: null, rules: null },
  };
  const misuse = misuseOf(folder, against);
  if (misuse !== null) return { misuse, failures: [misuse], found };
  const check = (about, work) => {
    let count = 0;
    const fail = (sentence) => {
      count += 1;
      if (count <= FAILURES_PER_CHECK) failures.push(sentence);
    };
    try {
      return work(fail);
    } catch (error) {
      return fail(`${about} cannot be checked: ${reasonOf(error, folder, about)}.`);
    } finally {
      const rest = count - FAILURES_PER_CHECK;
      if (rest > 0) failures.push(`${about}: and ${rest} more failures of this kind.`);
    }
  };
  const json = (path) => {
    try {
      return JSON.parse(textOf(join(folder, path)));
    } catch (error) {
      throw new Error(`${path} cannot be read (${reasonOf(error, folder, path)})`);
    }
  };
  check('The list of files', (fail) => checkFiles(folder, found, fail, onDone));
  const version = check('data/version.json', () => json('data/version.json')) ?? {};
  found.version = version;
  check('data/version.json', (fail) => checkVersion(folder, version, fail));
  check('The signature', (fail) => checkSignature(folder, version, key, found, fail));
  const sizes = against === null ? [] : sizeIn(against);
  const isRevised = version.version > 1;
  const named =
    (isRevised && check('data/diff.json', () => recordsNamedIn(json('data/diff.json')))) ||
    new Map();
  const proved = check('data/records.ndjson', (fail) =>
    checkRecords(folder, version, sizes, named, found, fail, onDone),
  );
  const { ids, roots } = proved ?? { ids: new IdSet(), roots: new Map() };
  if (against !== null) {
    check(`The package ${against}`, (fail) => checkAgainst(against, version, roots, found, fail));
  }
  check('data/report', (fail) => {
    const form = json('data/form.json');
    checkReport(folder, form, json('data/report.json'), version, fail);
  });
  check('data/trail', (fail) => {
    const form = json('data/form.json').lines;
    const { lines } = json('data/report.json');
    found.rules = rulesIn(folder, fail);
    checkTrail(
      folder,
      form,
      trailCells(lines, found.rules),
      trailVersion(version, found.rules),
      ids,
      found,
      fail,
      onDone,
    );
  });
  if (isRevised) {
    check('data/diff.json', (fail) => {
      const difference = json('data/diff.json');
      checkDifference(
        difference,
        trailCells(json('data/report.json').lines, found.rules),
        version,
        fail,
      );
      checkNamedRecords(difference, version, named, fail);
      checkRowsNow(folder, difference, fail);
    });
  }
  check('data/acts', (fail) => {
    checkActs(folder, version, json('data/report.json').lines, found, fail);
  });
  check('data/audit', (fail) =>
    checkAudit(folder, trailCells(json('data/report.json').lines, found.rules), found, fail),
  );
  return { misuse: null, failures, found };
}

/** The outcome for people, one sentence a line; what a screen would hide in it is shown. */
export function outcomeText({ failures, found }, { key = null } = {}) {
  const { version, fingerprint, files, records, rows, cells, auditTables, against } = found;
  const { acts, actsKey } = found;
  if (failures.length > 0) {
    const head = `This package does not verify. Failures: ${failures.length}.`;
    return [head, ...failures.map((failure) => `- ${visible(failure)}`), ''].join('\n');
  }
  const { county, month, kind, state, asOf, root } = version;
  const certified = version.approved === null ? '' : ` by ${version.approved.by}`;
  const sentences = [
    `This package verifies: CS 1257 of ${month}, county ${county}, version ${version.version}, ${kind}, ${state}${certified}.`,
    `- All ${files} files are there, no other is, and each has the bytes that were written.`,
    `- The list of files and the ledger are signed by the key with fingerprint ${fingerprint}${key === null ? ': compare it with the one that the county has published' : ', the one that you gave'}.`,
    `- All ${records} records are in the ledger of ${asOf} records with root ${root}.`,
    `- All ${cells} cells of the report are the ${rows} rows of its trail, counted or added up.`,
  ];
  if (acts > 0) {
    const by = actsKey === fingerprint ? '' : `, by another key: ${actsKey}`;
    sentences.push(
      `- Who submitted and decided on it, and when, is what ${acts === 1 ? 'the act' : `the ${acts} acts`} of the county say, signed with the last of them${by}.`,
    );
  }
  if (found.rules !== null) sentences.push(rulesSentence(found.rules));
  if (auditTables > 0) {
    sentences.push(
      `- All ${auditTables} tables of the federal audit are rows of the trail, with the report's counts and sums.`,
    );
  }
  if (against !== undefined) {
    sentences.push(`- The ledger of the other package, ${against.size} records, is its beginning.`);
    if (against.fingerprint !== fingerprint) {
      sentences.push(`- The other package is signed by another key, ${against.fingerprint}.`);
    }
  }
  return `${sentences.map(visible).join('\n')}\n`;
}

/** Controls, marks of writing direction and the like as their codes: they would hide or turn a text. */
function visible(text) {
  return text.replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

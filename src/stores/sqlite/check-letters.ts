import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS } from '../../ports/act-log.js';
import type { Fault } from '../../ports/fault.js';
import { namesIn } from './data-folder.js';
import { LETTERS, letterRecordOf, nameOfLetterRecord } from './letter-folder.js';

const PDF_NAME = /^(?<sha256>[0-9a-f]{64})\.pdf$/u;

/** What is wrong with the letters of a data folder: each file against its name, and each name against its file. */
export function* faultsOfLetters(folder: string): Generator<Fault> {
  const names = (namesIn(join(folder, LETTERS)) ?? []).toSorted();
  const pdfs = new Map<string, boolean>();
  for (const name of names) {
    const sha256 = PDF_NAME.exec(name)?.groups?.['sha256'];
    if (sha256 === undefined) continue;
    const isWhole = hash('sha256', readFileSync(join(folder, LETTERS, name))) === sha256;
    pdfs.set(sha256, isWhole);
    if (!isWhole) {
      yield fault(
        `the letter ${LETTERS}/${name} was altered: its bytes have another SHA-256 than its name.`,
      );
    }
  }
  const named = new Set<string>();
  for (const name of names) {
    const of = nameOfLetterRecord(name);
    if (of === null) continue;
    const record = letterRecordOf(readFileSync(join(folder, LETTERS, name), 'utf8'));
    if (record?.act !== of.act || record.kind !== of.kind) {
      yield fault(`${LETTERS}/${name} is not what was written of that letter: it was altered.`);
      continue;
    }
    named.add(record.sha256);
    if (pdfs.has(record.sha256)) continue;
    yield fault(
      `the letter ${of.kind} of act ${String(of.act)} is gone: ${LETTERS}/${record.sha256}.pdf is not there. It is made again when somebody asks for it, or comes from a backup.`,
    );
  }
  for (const sha256 of pdfs.keys()) {
    if (named.has(sha256)) continue;
    yield fault(
      `nothing says which letter ${LETTERS}/${sha256}.pdf is: what it was made from is gone, or names another.`,
    );
  }
}

function fault(finding: string): Fault {
  return { county: ACCESS, position: null, finding };
}

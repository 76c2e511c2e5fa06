import { hash } from 'node:crypto';
import { formatDay } from '../../../events/values/day.js';
import type { AccessAct } from '../../../events/acts/access-act.js';
import { lettersOfActs } from '../../../projections/process/letters/letters-of-acts.js';
import type { LetterOfAct } from '../../../projections/process/letters/letters-of-acts.js';
import type { LetterKind } from '../../../projections/process/letters/letter.js';
import type { ProcessSettings } from '../../../projections/process/letters/process-settings.js';
import type { ReadsAs } from '../../../projections/process/readers.js';
import { countyName } from '../../../events/values/county-names.js';
import type { LetterRecord, LetterShelf } from '../../ports/letter-shelf.js';
import { LETTER_DRAWING, letterPdf } from './letter-pdf.js';

/** A letter as it is listed beside its application. */
export interface ListedLetter {
  readonly kind: LetterKind;
  readonly day: string;
  readonly sha256: string;
  /** The number of the act that made it, from 1. */
  readonly act: number;
}

/** The letters that somebody may read. */
export function readable(letters: readonly LetterOfAct[], as: ReadsAs): readonly LetterOfAct[] {
  if (as.kind === 'all') return letters;
  return letters.filter(({ readers }) => readers.some((role) => as.roles.includes(role)));
}

/** The letters of all acts, described. */
export function allLetters(acts: readonly AccessAct[]): readonly LetterOfAct[] {
  return lettersOfActs(acts, countyName);
}

/** The record of each letter; one that was not made yet is made and kept, with the settings of today. */
export async function keptLetters(
  shelf: LetterShelf,
  letters: readonly LetterOfAct[],
  office: () => ProcessSettings,
): Promise<readonly ListedLetter[]> {
  const listed: ListedLetter[] = [];
  for (const letter of letters) {
    const { sha256 } = shelf.record(letter) ?? (await madeLetter(shelf, letter, office()));
    listed.push({ kind: letter.kind, day: formatDay(letter.day), sha256, act: letter.act });
  }
  return listed;
}

async function madeLetter(
  shelf: LetterShelf,
  letter: LetterOfAct,
  settings: ProcessSettings,
): Promise<LetterRecord> {
  const pdf = await drawnLetter(letter, settings);
  const { act, kind } = letter;
  const sha256 = hash('sha256', pdf);
  return shelf.keep({ act, kind, sha256, settings, drawing: LETTER_DRAWING }, pdf);
}

/** Why a letter that was made cannot be shown as it was. */
export class LetterLost extends Error {
  override readonly name = 'LetterLost';
}

/**
 * The PDF of a letter: as it was kept, or made again from its act and the settings that it was made with where the file
 * is gone. Throws `LetterLost` where what is made again is not what was kept.
 */
export async function pdfOfLetter(
  shelf: LetterShelf,
  letter: LetterOfAct,
  office: () => ProcessSettings,
): Promise<Uint8Array> {
  const { sha256, settings } = shelf.record(letter) ?? (await madeLetter(shelf, letter, office()));
  const kept = shelf.pdf(sha256);
  if (kept !== null) return kept;
  const again = await drawnLetter(letter, settings);
  if (hash('sha256', again) !== sha256) {
    throw new LetterLost(
      `The letter ${letter.kind} of act ${String(letter.act)} (SHA-256 ${sha256}) is gone from the data folder, and this program does not draw the same bytes again: restore it from a backup.`,
    );
  }
  shelf.restore(sha256, again);
  return again;
}

/** The PDF of a letter, drawn from its act and the settings that it was made with. */
export function drawnLetter(letter: LetterOfAct, settings: ProcessSettings): Promise<Uint8Array> {
  const { act, day, applications, row } = letter;
  const [application = `row ${String(row)} of the guide`] = applications;
  const stamp = { day, belongsTo: `${application}, act ${String(act)}` };
  return letterPdf(letter.describe(settings), stamp);
}

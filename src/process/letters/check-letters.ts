import { hash } from 'node:crypto';
import { keptAct } from '../../../events/acts/read-access-act.js';
import type { County } from '../../../events/values/county.js';
import { accessStateOf } from '../../../projections/access/decide.js';
import type { LetterOfAct } from '../../../projections/process/letters/letters-of-acts.js';
import { ACCESS } from '../../ports/act-log.js';
import type { ActLog } from '../../ports/act-log.js';
import type { Fault } from '../../ports/fault.js';
import type { LetterRecord, LetterShelf } from '../../ports/letter-shelf.js';
import { allLetters, drawnLetter } from './kept-letters.js';
import { LETTER_DRAWING } from './letter-pdf.js';

/** What letters are proved against. */
export interface LettersToProve {
  readonly access: Pick<ActLog, 'read'>;
  readonly letters: Pick<LetterShelf, 'records'>;
}

/** What was found of letters. */
export interface LettersProved {
  readonly faults: readonly Fault[];
  readonly remarks: readonly string[];
  /** Letters that were drawn again and have the same bytes. */
  readonly proved: number;
}

/** Told how many letters were drawn again, and how many there are. */
export type OnLetter = (done: number, total: number) => void;

/**
 * Proves that each letter that was kept is the one that its act makes: it is drawn again from the act and the settings
 * that it was made with, and has the SHA-256 that is kept of it. So one that was put in another's place is found, whose
 * own bytes are whole. Letters of an older edition of drawing are proved by their SHA-256 alone.
 *
 * @param only - letters of applications in that county; null: all
 */
export async function proveLetters(
  { access, letters: shelf }: LettersToProve,
  only: County | null,
  onLetter: OnLetter = () => undefined,
): Promise<LettersProved> {
  const records = shelf.records();
  if (records.length === 0) return { faults: [], remarks: [], proved: 0 };
  const acts = (await access.read(ACCESS)).map(({ body }) => keptAct(body));
  const { applications } = accessStateOf(acts);
  const letters = new Map(allLetters(acts).map((letter) => [nameOf(letter), letter]));
  const own = records.filter((record) => {
    const [application = ''] = letters.get(nameOf(record))?.applications ?? [];
    return only === null || applications.get(application)?.county === only;
  });
  const faults: Fault[] = [];
  let [proved, older] = [0, 0];
  for (const [place, record] of own.entries()) {
    const letter = letters.get(nameOf(record));
    if (letter !== undefined && record.drawing !== LETTER_DRAWING) older += 1;
    else {
      const finding = await faultOfLetter(record, letter);
      if (finding === null) proved += 1;
      else faults.push({ county: ACCESS, position: null, finding });
    }
    onLetter(place + 1, own.length);
  }
  const remarks =
    older === 0
      ? []
      : [
          `${String(older)} of ${String(own.length)} letters were drawn by another edition of the program: they were proved by their SHA-256 alone.`,
        ];
  return { faults, remarks, proved };
}

async function faultOfLetter(
  record: LetterRecord,
  letter: LetterOfAct | undefined,
): Promise<string | null> {
  const what = `the letter ${record.kind} of act ${String(record.act)} (SHA-256 ${record.sha256})`;
  if (letter === undefined) return `${what} is one that no act makes.`;
  const again = await drawnLetter(letter, record.settings);
  if (hash('sha256', again) === record.sha256) return null;
  return `${what} is not the one that its act makes: another was put in its place, or what it was made from was altered.`;
}

function nameOf({ act, kind }: { readonly act: number; readonly kind: string }): string {
  return `${String(act)} ${kind}`;
}

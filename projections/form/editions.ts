import { FORM_EDITIONS } from '../../events/form-editions.js';
import type { FormEdition } from '../../events/form-editions.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { CATALOGUE } from './catalogue.js';
import type { LineEntry } from './line.js';

/** What the form is from a month on: its lines in order, and what each counts. */
export class Edition {
  readonly id: string;
  readonly firstMonth: Month;
  readonly lines: readonly LineEntry[];
  readonly #indexes: ReadonlyMap<string, number>;

  constructor({ id, firstMonth }: Omit<FormEdition, 'lines'>, lines: readonly LineEntry[]) {
    this.id = id;
    this.firstMonth = firstMonth;
    this.lines = Object.freeze([...lines]);
    this.#indexes = new Map(lines.map(({ line }, index) => [line, index]));
  }

  /** The entry of a line, null where this edition has none of that number. */
  entryOf(line: string): LineEntry | null {
    return this.lines[this.indexOf(line)] ?? null;
  }

  /** Index of a line in the form's order, from 0; -1 where this edition has none of that number. */
  indexOf(line: string): number {
    return this.#indexes.get(line) ?? -1;
  }
}

/** What is known of the form: its editions, earliest first, at least one. */
export type KnownEditions = readonly [Edition, ...Edition[]];

/** The entries of each edition. Those of lines that stay as they are may be taken over from the edition before. */
const ENTRIES: Readonly<Record<string, readonly LineEntry[]>> = {
  '2005-10': CATALOGUE,
};

/** What this program knows of the form. */
export const EDITIONS: KnownEditions = knownEditions();

function knownEditions(): KnownEditions {
  const [first, ...others] = FORM_EDITIONS.map((of) => {
    const entries = new Map(ENTRIES[of.id]?.map((entry) => [entry.line, entry]));
    const lines = of.lines.map((line) => {
      const entry = entries.get(line);
      if (entry !== undefined) return entry;
      throw new Error(`Edition ${of.id} of the form has no entry for Line ${line}.`);
    });
    return new Edition(of, lines);
  });
  if (first === undefined) throw new Error('No edition of the form is known.');
  return [first, ...others];
}

/** The edition of a month: the latest that is known and had begun; months before the first are the first one's. */
export function editionOf(month: Month, known: KnownEditions = EDITIONS): Edition {
  return known.findLast(({ firstMonth }) => firstMonth <= month) ?? known[0];
}

/** The edition of an id. Throws a sentence where it is not known. */
export function editionNamed(id: string, known: KnownEditions = EDITIONS): Edition {
  const found = known.find((edition) => edition.id === id);
  if (found !== undefined) return found;
  throw new Error(
    `Edition ${id} of the form is none that this program knows: use the newer version that does.`,
  );
}

/**
 * What was known of the form when an edition was the newest: how whoever submitted under it sees all months. Throws a
 * sentence where the edition is not known.
 *
 * @param id - none for what is known now
 */
export function knownWith(id: string | undefined, known: KnownEditions = EDITIONS): KnownEditions {
  if (id === undefined) return known;
  const last = known.indexOf(editionNamed(id, known));
  const [first, ...others] = known;
  return [first, ...others.slice(0, last)];
}

/**
 * The lines of several editions in one order: those of the last in its order, and each that it has not any more behind
 * the line that it stood behind. A line in several of them is given as the last one has it.
 */
export function linesOfEditions(editions: readonly Edition[]): readonly LineEntry[] {
  const merged: LineEntry[] = [];
  for (const { lines } of editions.toReversed()) {
    let place = 0;
    for (const entry of lines) {
      const known = merged.findIndex(({ line }) => line === entry.line);
      if (known < 0) merged.splice(place, 0, entry);
      place = (known < 0 ? place : known) + 1;
    }
  }
  return merged;
}

const ALL_LINES: readonly LineEntry[] = linesOfEditions(EDITIONS);

/** The lines of all editions that are known, in one order: for what speaks of several. */
export function linesOfAllEditions(): readonly LineEntry[] {
  return ALL_LINES;
}

/** The entry of a line in the last edition that has it; null where none has. A number keeps its unit and section for ever. */
export function lastEntryOf(line: string): LineEntry | null {
  return ALL_LINES.find((entry) => entry.line === line) ?? null;
}

/** How people are told that a month's form has no such line. */
export function noSuchLine(line: LineNumber, month: Month, edition: Edition): string {
  return `The form of ${formatMonth(month)}, edition ${edition.id}, has no Line ${line}: ask for a month of an edition that has it, or for another line.`;
}

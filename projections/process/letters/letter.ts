import type { Role } from '../../../events/acts/permissions.js';
import type { Day } from '../../../events/values/day.js';

/** The letters and papers of the process (contract/process.md, Letters; More letters and papers). */
export const LETTER_KINDS = [
  'invitation',
  'application-form',
  'conditional-acceptance',
  'rejection',
  'mou',
  'confidentiality-statement',
  'approval',
  'office-created',
  'findings',
  'renewal-due',
  'not-renewed',
  'renewal',
  'allocation-changed',
] as const;

/** One of `LETTER_KINDS`. */
export type LetterKind = (typeof LETTER_KINDS)[number];

/** A role of the county or the organisation to which a letter is addressed or copied; DCSS and auditors read all. */
export type LetterReader = Extract<
  Role,
  'requestor-contact' | 'lcsa-director' | 'lcsa-coordinator' | 'lcsa-administrator'
>;

/** A piece of a letter, in the order in which it is read. */
export type LetterBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Lines that stand one under the other: an address. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** What is said of something, or is to be filled in where the value is empty. */
  | { readonly kind: 'fields'; readonly fields: readonly LetterField[] };

export type LetterField = readonly [label: string, value: string];

/** A letter or paper as text: the one description from which its PDF is drawn. */
export interface Letter {
  readonly kind: LetterKind;
  readonly title: string;
  /** The day that stands on it; null on a paper that is filled in. */
  readonly day: Day | null;
  /** Who sends it, line by line. */
  readonly sender: readonly string[];
  /** To whom, line by line; empty on a paper. */
  readonly to: readonly string[];
  readonly blocks: readonly LetterBlock[];
  readonly copies: readonly string[];
  readonly enclosures: readonly string[];
}

export function paragraph(text: string): LetterBlock {
  return { kind: 'paragraph', text };
}

export function heading(text: string): LetterBlock {
  return { kind: 'heading', text };
}

export function lines(...of: readonly string[]): LetterBlock {
  return { kind: 'lines', lines: of };
}

export function list(...items: readonly string[]): LetterBlock {
  return { kind: 'list', items };
}

export function fieldsOf(...fields: readonly LetterField[]): LetterBlock {
  return { kind: 'fields', fields };
}

/** All words of a letter in the order of reading, a line each: what a person or a test reads of it. */
export function textOfLetter(letter: Letter): string {
  const { title, sender, to, blocks, copies, enclosures } = letter;
  const body = blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return [block.text];
      case 'lines':
        return block.lines;
      case 'list':
        return block.items.map((item, index) => `${index + 1}. ${item}`);
      case 'fields':
        return block.fields.map(([label, value]) => `${label}: ${value}`.trimEnd());
    }
  });
  const end = [...copies.map((each) => `Copy: ${each}`), ...enclosures.map(enclosed)];
  return [...sender, ...to, title, ...body, ...end].join('\n');
}

/** How an enclosure is named at the foot of a letter. */
export function enclosed(name: string): string {
  return `Enclosure: ${name}`;
}

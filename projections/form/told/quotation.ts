/**
 * What a letter says of a line, word for word: the sentence that says what is reported, and those beside it without which
 * it is not understood. An ellipsis stands where something is left out.
 */
export interface Quotation {
  /** The letter as people cite it: `CSS Letter 06-35`. */
  readonly letter: string;
  readonly words: string;
}

/** Words of the line's instruction in the attachment of the letter that edition 2005-10 of the form comes from. */
export function fromLetter0635(words: string): Quotation {
  return { letter: 'CSS Letter 06-35', words };
}

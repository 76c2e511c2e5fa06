/** What no name is told apart by: punctuation, symbols, separators, control characters, and what cannot be seen. */
const SIGN = /[\p{P}\p{S}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/gu;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const SPELLS = /[\p{L}\p{N}]/u;

/** Its capital is the I of every other alphabet, but no case folding makes them one letter. */
const DOTLESS_I = '\u0131';

/** How a person who has signed in is named in an act: his account, then his name. */
const SIGNED_IN = /^(?<account>A-[1-9][0-9]*) (?<name>.*)$/su;

/** A person who has signed in, as acts name him (contract/http.md): `A-7 Ana Diaz`. */
export function signedInName(
  account: string,
  { first, last }: { readonly first: string; readonly last: string },
): string {
  return `${account} ${first} ${last}`;
}

/**
 * Whether two names are one person's (contract/versions.md, States). Two accounts are two people, whatever they are
 * called, and one is one whatever he was called before; where one of the names is of no account, both are compared:
 * equal after NFKC, case folding and removal of
 * everything that is no letter, mark or digit, so that nobody approves his own report by a hyphen more.
 */
export function isSamePerson(one: string, other: string): boolean {
  const [a, b] = [SIGNED_IN.exec(one)?.groups, SIGNED_IN.exec(other)?.groups];
  if (a !== undefined && b !== undefined) return a['account'] === b['account'];
  return folded(a?.['name'] ?? one) === folded(b?.['name'] ?? other);
}

/** Whether a name says who somebody is: something is left of it to compare. */
export function namesPerson(name: string): boolean {
  return folded(name) !== '';
}

/**
 * A name as it is compared. Decomposed and composed forms make the same pairs equal, and decomposed ones can be
 * folded letter by letter. Taking out a sign may bring a letter and an accent together: so it is done until nothing
 * changes.
 */
function folded(name: string): string {
  let before = name;
  for (;;) {
    const after = withFoldedCase(withoutSigns(before).normalize('NFKD'));
    if (after === before) return after;
    before = after;
  }
}

/** A sign that stands for letters, as in a circled A, is its letters; one that stands for an accent alone is none. */
function withoutSigns(name: string): string {
  return name.replaceAll(SIGN, (sign) => {
    const spelt = sign.normalize('NFKD').replaceAll(UNSEEN, '');
    return SPELLS.test(spelt) ? spelt : '';
  });
}

/**
 * Full case folding (Unicode, CaseFolding.txt, status C and F) of a decomposed text. Letter by letter, because a word's
 * end makes another small sigma; through the capitals, because only there is sharp s a double one.
 */
function withFoldedCase(text: string): string {
  return Array.from(text, (letter) =>
    letter === DOTLESS_I ? letter : letter.toLowerCase().toUpperCase().toLowerCase(),
  ).join('');
}

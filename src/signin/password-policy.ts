import { commonPasswords } from './common-passwords.js';

/** Fewest characters of a password (contract/access.md, Signing in). */
export const PASSWORD_LENGTH_MIN = 15;

/** Most characters of a password. Characters are Unicode code points of its normal form C. */
export const PASSWORD_LENGTH_MAX = 256;

/** So many characters have to be left of a password when the words that its owner is known by are taken out. */
const OWN_PART_MIN = 8;

/** Shorter names are found in too many honest passwords by chance. */
const OWN_WORD_LENGTH_MIN = 3;

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly email: string;
  readonly name: { readonly first: string; readonly last: string };
}

/** The one form in which a password is hashed and compared, however a keyboard composed its characters. */
export function passwordAsCompared(typed: string): string {
  return typed.normalize('NFC');
}

/**
 * Why a text is no password for its owner, as a sentence that says what to choose instead; null where it is one
 * (contract/access.md, Signing in). There are no rules of composition. The sentence never has the password in it.
 */
export function refusedPassword(typed: string, owner: PasswordOwner): string | null {
  if (!typed.isWellFormed()) {
    return 'The password has a character that no keyboard makes: type it anew.';
  }
  const password = passwordAsCompared(typed);
  const length = Array.from(password).length;
  if (length < PASSWORD_LENGTH_MIN) {
    return `The password has ${String(length)} characters: choose one of at least ${String(PASSWORD_LENGTH_MIN)}. Several words are easy to remember.`;
  }
  if (length > PASSWORD_LENGTH_MAX) {
    return `The password has ${String(length)} characters: choose one of at most ${String(PASSWORD_LENGTH_MAX)}.`;
  }
  if (isCommon(password)) {
    return 'The password is on a list of common ones, or made of them: choose another that nobody else would.';
  }
  if (isOwnersName(password, owner)) {
    return 'The password is little more than your e-mail address or name: choose one that says nothing of you.';
  }
  return null;
}

/** On the list, one of its texts again and again, or two of them joined: no entry of the list is long by itself. */
function isCommon(password: string): boolean {
  const list = commonPasswords();
  const text = password.toLowerCase();
  if (list.has(text)) return true;
  for (let end = 1; end < text.length; end += 1) {
    const head = text.slice(0, end);
    if ((end <= 4 || list.has(head)) && isRepeated(head, text)) return true;
    if (list.has(head) && list.has(text.slice(end))) return true;
  }
  return false;
}

/** Whether a text is nothing but another one again and again, the last perhaps broken off. */
function isRepeated(unit: string, text: string): boolean {
  if (unit.length * 2 > text.length) return false;
  return text === unit.repeat(Math.ceil(text.length / unit.length)).slice(0, text.length);
}

function isOwnersName(password: string, { email, name }: PasswordOwner): boolean {
  const [local = ''] = email.split('@');
  const words = [email, local, `${name.first}${name.last}`, name.first, name.last]
    .map(folded)
    .filter((word) => word.length >= OWN_WORD_LENGTH_MIN)
    .sort((one, other) => other.length - one.length);
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), folded(password));
  return rest.length < OWN_PART_MIN && rest.length < folded(password).length;
}

/** Letters and digits alone, in lower case. */
function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

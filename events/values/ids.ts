/** The longest subject id or reference id (records.md, `case` / `child` and Forms). */
export const SUBJECT_ID_LENGTH_MAX = 32;

/** Characters of a record's id. */
export const UUID_LENGTH = 36;
const HYPHEN = 45;

/** Whether the text is a UUID in lower-case canonical form (8-4-4-4-12 hexadecimal digits), of any version. */
export function isRecordId(text: string): boolean {
  if (text.length !== UUID_LENGTH) return false;
  for (let index = 0; index < UUID_LENGTH; index += 1) {
    const code = text.charCodeAt(index);
    const isHyphenPlace = index === 8 || index === 13 || index === 18 || index === 23;
    if (isHyphenPlace ? code !== HYPHEN : !isLowerHexDigit(code)) return false;
  }
  return true;
}

/** Whether the text is a case, child or reference id: 1-32 characters of `A-Z a-z 0-9 -`. */
export function isSubjectId(text: string): boolean {
  const length = text.length;
  if (length < 1 || length > SUBJECT_ID_LENGTH_MAX) return false;
  for (let index = 0; index < length; index += 1) {
    if (!isSubjectIdCharacter(text.charCodeAt(index))) return false;
  }
  return true;
}

/** Whether a character, by its code, is one of a UUID's digits. */
export function isLowerHexDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102);
}

/** Whether a character, by its code, may stand in a subject id or reference id. */
export function isSubjectIdCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === HYPHEN
  );
}

/**
 * Characters that a screen does not show as they are: controls (with ESC, NUL, line ends and tabs), line and paragraph
 * separators, marks of writing direction and other format characters, halves of surrogate pairs. The two joiners are
 * left, which some scripts cannot be written without.
 */
const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text as people are shown it, on one line: every character that would be hidden, or would change what stands around
 * it, is its code, as JSON spells it (`\u202e`). Texts that programs read keep their characters.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, codesOf);
}

function codesOf(character: string): string {
  let codes = '';
  for (let index = 0; index < character.length; index += 1) {
    codes += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return codes;
}

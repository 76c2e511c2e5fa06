/** What a form or the part behind a question mark says: a text for each name, the first where it was said twice. */
export type FormTexts = ReadonlyMap<string, string>;

/** The text of a field without blanks around it; empty where it was not sent. */
export function textOf(texts: FormTexts, name: string): string {
  return (texts.get(name) ?? '').trim();
}

/** Reads what `application/x-www-form-urlencoded` says. */
export function formTextsOf(encoded: string): FormTexts {
  const texts = new Map<string, string>();
  for (const [name, text] of new URLSearchParams(encoded)) {
    if (!texts.has(name)) texts.set(name, text);
  }
  return texts;
}

const DAY_MS = 86_400_000;

/** A hash, and where a line ends in it the rest of it in the next. */
const HASH = /\b[0-9a-f]{16,64}(?:\n +[0-9a-f]{1,48})?\b/gu;
const RECIPIENT = /\bage1[0-9a-z]+(?:\n +[0-9a-z]+)?/gu;
const SECRET = /[A-Za-z0-9+/_-]{40,}=*/gu;

/** What was done now, as if it had been on no day in particular. */
export function asOfAnyDay(shown: string): string {
  const today = new Date().toISOString().slice(0, 10);
  const before = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  return shown
    .replaceAll(new RegExp(`(?:${today}|${before})T[\\d:.]+Z`, 'gu'), (text) =>
      text.replaceAll(/\d/gu, '0'),
    )
    .replaceAll(new RegExp(`${today}|${before}`, 'gu'), '0000-00-00');
}

/** What has chance in it, in as many letters as it has: hashes, keys, secrets, sizes of files. */
export function withoutChance(shown: string): string {
  const covered = (text: string): string => text.replaceAll(/[^\s]/gu, 'x');
  return asOfAnyDay(shown)
    .replaceAll(HASH, (text) => (text.replaceAll(/\s/gu, '').length === 64 ? covered(text) : text))
    .replaceAll(RECIPIENT, covered)
    .replaceAll(SECRET, covered)
    .replaceAll(/[\d,]+ bytes/gu, 'N bytes')
    .replaceAll(/late by \d,\d{3} days/gu, 'late by N days');
}

/** Most names that are offered for one that is unknown. */
const NAMES_MAX = 3;

/** Longest name that is compared: what is longer is no slip of the hand. */
const LENGTH_MAX = 60;

/** Changes of a letter, in parts of the name's length, beyond which two names have nothing to do with each other. */
const CHANGES_SHARE = 0.4;

/**
 * The known names that are spelt most like one that is unknown, the nearest first; none where none is near. Capitals
 * count for nothing. The same arguments always give the same names.
 */
export function nearestNames(unknown: string, known: Iterable<string>): readonly string[] {
  const { length } = unknown;
  const most = Math.ceil(length * CHANGES_SHARE);
  return byNearness(unknown, known)
    .filter(({ changes }) => changes <= most && changes < length)
    .slice(0, NAMES_MAX)
    .map(({ name }) => name);
}

/** The one known name that is spelt most like one that is unknown, however far it is; null where nothing was named. */
export function nearestName(unknown: string, known: Iterable<string>): string | null {
  return byNearness(unknown, known)[0]?.name ?? null;
}

/** The known names with how many letters are to be changed, the nearest first; none where there is nothing to compare. */
function byNearness(
  unknown: string,
  known: Iterable<string>,
): readonly { readonly name: string; readonly changes: number }[] {
  const asked = unknown.toLowerCase();
  if (asked === '' || asked.length > LENGTH_MAX) return [];
  return Array.from(known, (name) => ({
    name,
    changes: changesBetween(asked, name.toLowerCase()),
  })).sort((one, other) => one.changes - other.changes || (one.name < other.name ? -1 : 1));
}

/** The end of a sentence that offers names: ` Did you mean A or B?`; empty where there are none. */
export function offered(names: readonly string[] = []): string {
  if (names.length === 0) return '';
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.at(-1) ?? '';
  const list = quoted.length === 1 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`;
  return ` Did you mean ${list}?`;
}

/** How many letters have to be put in, taken out or changed, two neighbours that were exchanged being one change. */
function changesBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isExchanged =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      if (isExchanged) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}

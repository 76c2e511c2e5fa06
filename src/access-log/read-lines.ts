import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessLine, KeptLog, LoggedAction } from '../ports/access-log.js';
import type { SubjectKey } from '../reports/subject.js';

/** Most lines of an answer. */
export const LINES_MAX = 1000;

/** Which lines of the access log are asked for, and how many. */
export interface ReadingLines {
  /** The counties whose lines may be seen; null: all lines, those of no county as well. */
  readonly scope: readonly County[] | null;
  readonly county: County | null;
  readonly account: string | null;
  /** Lines that name a case or child, or whose rows held it. */
  readonly subject: SubjectKey | null;
  readonly action: LoggedAction | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** Lines with a greater number. */
  readonly after: number;
  readonly limit: number;
}

/** Lines in order of number, and whether there are more behind them. */
export interface LinesRead {
  readonly lines: readonly AccessLine[];
  readonly hasMore: boolean;
}

/**
 * Whether what a line stands for showed a case or child: the line names it, or its rows held it. Since a trail is a
 * function of what its line says, that is found out by asking it again.
 */
export type HeldBy = (line: AccessLine, subject: SubjectKey) => boolean | Promise<boolean>;

/** Reads the access log. Throws `UnusableStore` where it cannot be read. */
export async function readLogLines(
  log: Pick<KeptLog, 'lines'>,
  { scope, county, subject, limit, ...asked }: ReadingLines,
  heldBy: HeldBy,
): Promise<LinesRead> {
  const counties = county === null ? scope : within(scope, county);
  const lines: AccessLine[] = [];
  for await (const line of log.lines({ ...asked, counties })) {
    if (subject !== null && !(await heldBy(line, subject))) continue;
    if (lines.length === limit) return { lines, hasMore: true };
    lines.push(line);
  }
  return { lines, hasMore: false };
}

function within(scope: readonly County[] | null, county: County): readonly County[] {
  return scope === null || scope.includes(county) ? [county] : [];
}

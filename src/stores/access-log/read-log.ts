import { civilDayOf } from '../../../events/values/civil-day.js';
import { parseLogLine } from '../../../projections/access-log/line-text.js';
import { noteOfHead } from '../../../projections/access-log/log-note.js';
import type { AccessLine } from '../../../projections/access-log/access-line.js';
import type { LinesAsked, LogHead } from '../../ports/access-log.js';
import { daysOfHeads, daysOfLog, headerOf, headsPath, logPath, parseHead } from './day-files.js';
import type { CommitHead } from './day-files.js';
import { framesOf } from './framed-text.js';

/**
 * The lines that are asked for, in order of number. Lines that cannot be read are passed over here: `check` names them.
 */
export async function* linesOfLog(
  folder: string,
  asked: LinesAsked,
): AsyncGenerator<AccessLine, void, undefined> {
  const days = await daysOfLog(folder);
  // A line's day is at most that of its file.
  const first = asked.from === null ? null : civilDayOf(asked.from);
  const marks = marksOf(asked);
  for (const [index, day] of days.entries()) {
    if (first !== null && day < first) continue;
    const next = days[index + 1];
    const behind = next === undefined ? null : await headerOf(logPath(folder, next));
    if (behind !== null && behind.header.before.size <= asked.after) continue;
    for await (const { text } of framesOf(logPath(folder, day))) {
      if (text === null || !marks.every((mark) => text.includes(mark))) continue;
      const line = parseLogLine(text);
      if (line !== null && isAsked(line, asked)) yield line;
    }
  }
}

/** What the canonical JSON of every line that is asked for has in it: cheaper to look for than to read the line. */
function marksOf({ account, action }: LinesAsked): readonly string[] {
  const marks: string[] = [];
  if (account !== null) marks.push(`"account":${JSON.stringify(account)}`);
  if (action !== null) marks.push(`"action":${JSON.stringify(action)}`);
  return marks;
}

function isAsked(line: AccessLine, asked: LinesAsked): boolean {
  const { counties, account, action, from, to, after } = asked;
  return (
    line.n > after &&
    (counties === null || (line.county !== null && counties.includes(line.county))) &&
    (account === null || line.account === account) &&
    (action === null || line.action === action) &&
    (from === null || line.at >= from) &&
    (to === null || line.at <= to)
  );
}

/** What was signed last; null where nothing was. */
export async function headOfLog(folder: string): Promise<LogHead | null> {
  for (const day of (await daysOfHeads(folder)).toReversed()) {
    const path = headsPath(folder, day);
    const name = (await headerOf(path))?.header.log ?? null;
    let newest: CommitHead | null = null;
    for await (const { text } of framesOf(path)) {
      newest = (text === null ? null : parseHead(text)) ?? newest;
    }
    if (newest === null || name === null) continue;
    const { size, root } = newest;
    return { name, size, root, note: noteOfHead(name, newest, newest.signature) };
  }
  return null;
}

import { PERMISSIONS } from '../../../../events/acts/permissions.js';
import type { Action } from '../../../../events/acts/permissions.js';
import { OPERATOR_NAME } from '../../../../events/values/access-ids.js';
import type { Instant } from '../../../../events/values/instant.js';
import { parseMonth } from '../../../../events/values/month.js';
import { parseCheckpoint, parseNote } from '../../../../projections/seal/signed-note.js';
import type { LinesRead } from '../../../access-log/read-lines.js';
import type {
  AccessLine,
  LineOf,
  LineResult,
  LogHead,
  LoggedAction,
} from '../../../ports/access-log.js';
import { withQuery } from '../../addresses.js';
import type { Tone } from '../../components/status-tag.js';
import type { Link } from '../../page.js';
import { counted, monthInWords, numberInWords } from '../../words.js';
import type { FilterTexts, LogAsked } from './filter.js';

/** Lines of a page. */
export const LINES_SHOWN = 100;

/** A line of the log, in words. */
export interface LogLine {
  readonly n: number;
  readonly at: Instant;
  readonly who: string;
  /** The account's number where it has a page of its own. */
  readonly account: string | null;
  /** The label of the key that was used, as somebody typed it. */
  readonly key: string | null;
  readonly action: string;
  readonly county: string | null;
  /** What was seen or done, as `Line 2e, column (a), September 2006`; empty where the line says no more. */
  readonly of: string;
  /** The case or child: 64 hexadecimal digits, never an id. */
  readonly subject: string | null;
  readonly result: { readonly word: LineResult; readonly text: string; readonly tone: Tone };
  readonly times: number;
  readonly from: string;
}

/** How far the log is proved by what was signed. */
export interface LogProof {
  /** What the log is called in its notes; null while it has no line. */
  readonly name: string | null;
  /** Lines that the newest signed head is over. */
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** Whether the note that was signed says just this size and root. */
  readonly isSigned: boolean;
}

export interface LogView {
  readonly lines: readonly LogLine[];
  /** The actions of these lines, each with what it is. */
  readonly actions: readonly { readonly name: string; readonly what: string }[];
  readonly proof: LogProof;
  readonly ways: readonly Link[];
}

const RESULTS: Readonly<Record<LineResult, { readonly text: string; readonly tone: Tone }>> = {
  allowed: { text: 'allowed', tone: 'good' },
  refused: { text: 'refused', tone: 'bad' },
  failed: { text: 'permitted, not done', tone: 'warning' },
};

/** The lines behind which a page begins: where nothing is chosen, those before the last hundred that are signed. */
export function firstAfter({ after, isChosen }: LogAsked, { size }: LogHead): number {
  return after ?? (isChosen ? 0 : Math.max(0, size - LINES_SHOWN));
}

/** What was asked and what there is of it. */
export interface LogAnswers {
  readonly texts: FilterTexts;
  /** The number behind which the lines begin. */
  readonly after: number;
  readonly read: LinesRead;
  readonly head: LogHead;
}

export function logView(path: string, { texts, after, read, head }: LogAnswers): LogView {
  const lines = read.lines.map(lineShown);
  return {
    lines,
    actions: [...new Set(read.lines.map(({ action }) => action))]
      .sort()
      .map((name) => ({ name, what: whatIs(name) })),
    proof: proofOf(head),
    ways: waysOn(path, texts, { after, last: read.hasMore ? (lines.at(-1)?.n ?? null) : null }),
  };
}

/** How far the log is signed. A note that is another's, or says something else, signs nothing. */
export function proofOf({ name, size, root, note }: LogHead): LogProof {
  const said = note === null ? null : parseCheckpoint(parseNote(note)?.text ?? '');
  const hex = Buffer.from(root).toString('hex');
  const isSigned = said?.size === size && Buffer.from(said.root).toString('hex') === hex;
  return { name, size, root: hex, isSigned };
}

function lineShown(line: AccessLine): LogLine {
  const { account, key, action, county, subject, result, times, from, n, at } = line;
  return {
    ...{ n, at, key, action, county, subject, times },
    who: account === OPERATOR_NAME ? 'the command line' : (account ?? 'nobody signed in'),
    account: account === OPERATOR_NAME ? null : account,
    of: ofInWords(line),
    result: { word: result, ...RESULTS[result], ...timesOf(line) },
    from: placeInWords(from),
  };
}

function timesOf({ result, times }: AccessLine): { readonly text: string } | object {
  return times === 1 ? {} : { text: `${RESULTS[result].text}, ${counted(times, 'time')}` };
}

function placeInWords(from: string): string {
  if (from === 'local') return 'the machine itself';
  return from === '*' ? 'many addresses' : from;
}

/** As `Line 2e, column (a), September 2006, as of position 1,203`. */
function ofInWords({ of, application }: AccessLine): string {
  const parts = [
    ...(of === null ? [] : [...cellInWords(of), ...rowsInWords(of)]),
    ...(application === null ? [] : [`by application ${application}`]),
  ];
  return parts.join(', ');
}

/** Which part of which report. */
function cellInWords({ month, line, column, version, ...of }: LineOf): readonly string[] {
  const parsed = parseMonth(month ?? '');
  return [
    ...(line === undefined ? [] : [`Line ${line}`]),
    ...(column === undefined ? [] : [`column (${column})`]),
    ...(parsed === null ? [] : [monthInWords(parsed)]),
    ...(version === undefined ? [] : [`version ${String(version)}`]),
    ...(of.package === undefined ? [] : [`package ${of.package}`]),
    ...(of.sample === undefined ? [] : [`sample ${of.sample}`]),
  ];
}

/** As of when, and which of its rows. */
function rowsInWords({ asOf, after, limit, positions }: LineOf): readonly string[] {
  return [
    ...(asOf === undefined ? [] : [`as of position ${numberInWords(asOf)}`]),
    ...(after === undefined || after === 0 ? [] : [`rows after ${numberInWords(after)}`]),
    ...(limit === undefined ? [] : [`at most ${counted(limit, 'row')}`]),
    ...(positions === undefined ? [] : [`positions ${positions.map(numberInWords).join(' to ')}`]),
  ];
}

function whatIs(action: LoggedAction): string {
  if (action === 'sign-out') return 'the end of a session';
  return Object.hasOwn(PERMISSIONS, action)
    ? PERMISSIONS[action as Action].what // an action of the table
    : 'what the exchange of files with a county did';
}

/** Links to other lines of the same choice, and to the lines as a file. */
function waysOn(
  path: string,
  texts: FilterTexts,
  { after, last }: { readonly after: number; readonly last: number | null },
): readonly Link[] {
  const isChosen = Object.values(texts).some((text) => text !== '');
  const to = (text: string, query: Readonly<Record<string, string | number>>): Link => ({
    href: withQuery(path, { ...texts, ...query }),
    text,
  });
  return [
    ...(after === 0 ? [] : [to('From the first line', { after: 0 })]),
    ...(after === 0 || isChosen
      ? []
      : [to('Earlier lines', { after: Math.max(0, after - LINES_SHOWN) })]),
    ...(last === null ? [] : [to('Later lines', { after: last })]),
    ...(isChosen || last !== null ? [{ href: path, text: 'The newest lines' }] : []),
    to('These lines and later ones, up to 1,000 (CSV)', { after, format: 'csv' }),
  ];
}

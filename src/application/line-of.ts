import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { hashOfSought, participantHash, subjectHash } from '../access-log/subjects-of-lines.js';
import type { LineOf, LineResult, LoggedAction, NewAccessLine } from '../ports/access-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import type { SubjectKey } from '../reports/subject.js';
import type { Action } from './actions.js';
import type { Actor } from './actor.js';
import type { TooManyLooks } from './counted-looks.js';
import type { StoppedByRights } from './gate.js';
import { LIST } from './list.js';
import type { EntryName } from './list.js';

/** What a line says that stands in no entry: by whom, when, how it came and what came of it. */
export interface LineMeta {
  readonly actor: Actor;
  readonly at: Instant;
  /** A UUID. */
  readonly request: string;
  /** Where it came from: an address, `local` for the command line. */
  readonly from: string;
  /** The application that the right came from, `T-3`; null where a county's grant suffices. */
  readonly application: string | null;
  /** What was permitted or refused; left out: the entry's action. Of an act that is posted, the act's. */
  readonly action?: LoggedAction;
}

/** What came of a request, as far as its line says so. */
export interface LineEnd {
  /** As a reply's: `done`, or why not. */
  readonly kind: string;
  /** Of one that is done; left out where it is elsewhere. */
  readonly value?: unknown;
  /** The position that was asked of, where the input leaves it open. */
  readonly asOf?: number | null;
}

/**
 * Whether a request has a line in the access log: every read that shows a person, every act, every refusal
 * (contract/access.md, The access log).
 */
export function hasLine(name: EntryName, { kind }: LineEnd): boolean {
  const entry = LIST[name];
  return entry.showsPerson || entry.kind === 'act' || resultOf(kind) === 'refused';
}

/**
 * The line of a request. Of what was asked it has numbers and words of closed lists alone, each looked at here, and of a
 * case or child a hash: no id, name, amount or password can come into it, whatever the input has.
 */
export function lineOf(
  ledgers: LedgerReaders,
  { name, input }: { readonly name: EntryName; readonly input: unknown },
  end: LineEnd,
  meta: LineMeta,
): NewAccessLine {
  const { actor, at, request, from, application } = meta;
  const action: Action = LIST[name].action;
  const said = membersOf(input);
  const county = countyIn(said);
  return {
    at,
    account: lineAccountOf(actor),
    key: actor.kind === 'key' ? actor.key : null,
    action: meta.action ?? action,
    county,
    subject: county === null ? null : subjectIn(ledgers, county, said),
    application,
    of: ofWhat(ledgers, { name, said, county }, end),
    times: 1,
    result: resultOf(end.kind),
    request,
    from,
  };
}

/** The account of a line. */
export function lineAccountOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'operator':
      return 'operator';
    case 'account':
    case 'key':
      return actor.account;
    case 'nobody':
      return null;
  }
}

/** Replies of the gate to whoever may not, or has looked at as many cases as he may for now. */
const REFUSALS: ReadonlySet<string> = new Set<(StoppedByRights | TooManyLooks)['kind']>([
  'notSignedIn',
  'notPermitted',
  'needsPerson',
  'secondFactor',
  'tooManyLooks',
]);

/** Permitted and not done is `failed`: misaddressed, refused by a rule, beyond retention, broken off. */
function resultOf(kind: string): LineResult {
  if (kind === 'done') return 'allowed';
  return REFUSALS.has(kind) ? 'refused' : 'failed';
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: unknown): Members {
  // Any object can be read by its keys; what they hold is looked at one by one.
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function countyIn({ county }: Members): County | null {
  return typeof county === 'string' ? parseCounty(county) : null;
}

/** The hash of the case, child, participant or record that was asked for; null where none was, or the ledger knows none such. */
function subjectIn(ledgers: LedgerReaders, county: County, said: Members): string | null {
  const subject = subjectOf(said['subject'] ?? membersOf(said['held'])['subject']);
  try {
    if (subject !== null) return subjectHash(ledgers, county, subject);
    const { id, participant } = said;
    if (typeof participant === 'string') return participantHash(ledgers, county, participant);
    return typeof id === 'string' ? hashOfSought(ledgers, county, id) : null;
  } catch {
    // A ledger that cannot be read is named by the answer; the line says that it failed.
    return null;
  }
}

function subjectOf(value: unknown): SubjectKey | null {
  const { kind, id } = membersOf(value);
  return (kind === 'case' || kind === 'child') && typeof id === 'string' ? { kind, id } : null;
}

interface WhatAsked {
  readonly name: EntryName;
  readonly said: Members;
  readonly county: County | null;
}

function ofWhat(ledgers: LedgerReaders, asked: WhatAsked, end: LineEnd): LineOf | null {
  const { said } = asked;
  const value = membersOf(end.value);
  const of: LineOf = {
    ...each('month', monthIn(said['month'])),
    ...each(
      'line',
      LINE_NUMBERS.find((line) => line === said['line']),
    ),
    ...each(
      'column',
      COLUMNS.find((column) => column === said['column']),
    ),
    ...each('asOf', asOfOf(ledgers, asked, end)),
    ...each('after', numberIn(said['after'])),
    ...each('limit', numberIn(said['limit'])),
    ...each('version', numberIn(said['version']) ?? madeVersion(value)),
    ...each('package', numbered('P', said['package']) ?? numbered('P', value['package'])),
    ...each('sample', numbered('S', said['sample']) ?? numbered('S', value['sample'])),
    ...each('positions', positionsOf(ledgers, asked) ?? takenPositions(value)),
  };
  return Object.keys(of).length === 0 ? null : of;
}

/** The positions that a difference lies between, or from which to which records are written out. */
function positionsOf(
  ledgers: LedgerReaders,
  { name, said, county }: WhatAsked,
): LineOf['positions'] {
  if (name === 'diff') return rangeIn(said);
  if (name !== 'records' || county === null) return undefined;
  try {
    const to = ledgers.ledger(county)?.size ?? 0;
    return Number(said['from']) <= to ? rangeIn({ from: said['from'], to }) : undefined;
  } catch {
    return undefined;
  }
}

const COLUMNS = ['a', 'b', 'c', 'd'] as const;

/** The months that a form has; see `MONTH` of the forms. */
const MONTH_MIN = 22_800;
const MONTH_MAX = 25_211;

function monthIn(value: unknown): string | undefined {
  const month = numberIn(value);
  const isMonth = month !== undefined && month >= MONTH_MIN && month <= MONTH_MAX;
  return isMonth ? formatMonth(month as Month) : undefined; // within the bounds of months
}

/**
 * The position that was asked of. Where rows are seen it is always said, since a ledger grows: what a trail was can be
 * found out later.
 */
function asOfOf(
  ledgers: LedgerReaders,
  { said, county }: WhatAsked,
  end: LineEnd,
): number | undefined {
  if (!('asOf' in said)) return undefined;
  const named = numberIn(said['asOf']) ?? end.asOf ?? undefined;
  if (named !== undefined || county === null) return named;
  try {
    return ledgers.ledger(county)?.size;
  } catch {
    return undefined;
  }
}

/** Of a submission: its answer names the version. */
function madeVersion({ version }: Members): number | undefined {
  return numberIn(membersOf(version)['version']);
}

function rangeIn({ from, to }: Members): LineOf['positions'] {
  const range = [numberIn(from), numberIn(to)] as const;
  return range[0] === undefined || range[1] === undefined ? undefined : [range[0], range[1]];
}

/** Of an append: the last of the ledger's positions, as many as were accepted. */
function takenPositions({ kind, accepted, size }: Members): LineOf['positions'] {
  const count = numberIn(accepted);
  const last = numberIn(size);
  if (kind !== 'taken' || count === undefined || last === undefined || count === 0)
    return undefined;
  return [last - count + 1, last];
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** As in `P-4`. */
function numbered(letter: string, value: unknown): string | undefined {
  return typeof value === 'string' && new RegExp(`^${letter}-[1-9]\\d{0,8}$`, 'u').test(value)
    ? value
    : undefined;
}

function each<Name extends keyof LineOf>(
  name: Name,
  value: LineOf[Name],
): Pick<LineOf, Name> | object {
  return value === undefined ? {} : { [name]: value };
}

import type { County } from '../../../../events/values/county.js';
import { formatDay, parseDay } from '../../../../events/values/day.js';
import type { Day } from '../../../../events/values/day.js';
import { isSubjectId } from '../../../../events/values/ids.js';
import { instantOfMs, parseInstant } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import { parseMonth } from '../../../../events/values/month.js';
import type { PrintedDeed, PrintedHold } from '../../../retention/holds.js';
import type { PrintedOrder, RetentionList } from '../../../retention/orders.js';
import type { KeepingHold } from '../../../retention/plan-of-ledger.js';
import type { ShownPlan } from '../../../retention/shown-plan.js';
import type { SubjectKey } from '../../../reports/subject.js';
import { subjectHref, withQuery } from '../../addresses.js';
import type { Tone } from '../../components/status-tag.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import type { Link, PageRequest } from '../../page.js';
import { counted, dayInWords, monthInWords, numberInWords } from '../../words.js';

/** What of the page is in front: all of it, or one of its forms. */
export type OrderStep =
  | { readonly kind: 'show' | 'order' | 'checkOrder' | 'hold' }
  | { readonly kind: 'apply' | 'release'; readonly number: number };

/** The step that an address asks for, as `?do=apply&number=1`. */
export function stepAsked(query: FormTexts): OrderStep {
  const asked = textOf(query, 'do');
  if (asked === 'order' || asked === 'hold') return { kind: asked };
  const number = numberIn(query);
  if ((asked === 'apply' || asked === 'release') && number !== null) return { kind: asked, number };
  return { kind: 'show' };
}

/** The number of an order or a hold in a form or an address. */
export function numberIn(texts: FormTexts): number | null {
  const text = textOf(texts, 'number');
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : null;
}

/** The day that is planned for: today where none is said, or one that is no day or ahead. */
export function dayAsked(texts: FormTexts, today: Day): Day {
  const day = parseDay(textOf(texts, 'on'));
  return day === null || day > today ? today : day;
}

/** The case or child of which is asked why it stays or goes. */
export function whyAsked(query: FormTexts): SubjectKey | null {
  const kind = textOf(query, 'kind') === 'child' ? 'child' : 'case';
  const id = textOf(query, 'id');
  return isSubjectId(id) ? { kind, id } : null;
}

/** Who did something, when, and why. */
export interface DeedShown {
  readonly by: string;
  readonly at: Instant;
  /** Empty where none is said. */
  readonly reason: string;
}

export interface OrderShown {
  readonly order: string;
  readonly on: string;
  readonly records: string;
  readonly state: { readonly text: string; readonly tone: Tone };
  readonly ordered: DeedShown;
  readonly applied: DeedShown | null;
  /** Where it can be applied; null where it cannot, or by whoever looks. */
  readonly apply: string | null;
}

export interface HoldShown {
  readonly hold: string;
  /** As `Case 1900007` with its page, or `every month from September 2006 on`. */
  readonly what: Link;
  readonly placed: DeedShown;
  readonly released: DeedShown | null;
  /** Where it can be released; null where it cannot, or by whoever looks. */
  readonly release: string | null;
}

export interface RetentionView {
  readonly path: string;
  readonly on: string;
  readonly plan: readonly { readonly name: string; readonly text: string }[] | null;
  /** Whether something would go. */
  readonly isSomethingPlanned: boolean;
  readonly hash: string;
  /** Which holds keep something. */
  readonly held: readonly string[];
  /** Why a case or child stays or goes, where that was asked. */
  readonly reason: string | null;
  readonly firstMonth: string;
  readonly orders: readonly OrderShown[];
  readonly holds: readonly HoldShown[];
  readonly mayOrder: boolean;
  readonly mayHold: boolean;
}

export interface RetentionAnswers {
  readonly county: County;
  readonly on: Day;
  /** Null for a county without records. */
  readonly plan: ShownPlan | null;
  readonly list: RetentionList;
  readonly holds: readonly PrintedHold[];
  readonly reason: string | null;
  readonly may: PageRequest['may'];
}

/** What is kept, what would go, and what may be done about it by whoever looks. */
export function retentionView(answers: RetentionAnswers): RetentionView {
  const { county, on, plan, list, holds, reason, may } = answers;
  const path = `/counties/${county}/retention`;
  const { firstMonth } = list;
  return {
    path,
    on: formatDay(on),
    plan: plan === null ? null : factsOf(plan, on),
    isSomethingPlanned: (plan?.records ?? 0) > 0,
    hash: plan?.hash ?? '',
    held: (plan?.held ?? []).map(heldInWords),
    reason,
    firstMonth: firstMonth === null ? 'all months are kept' : speltInWords(firstMonth),
    orders: list.orders.map((order) => orderShown(path, order, may('retention.apply', county))),
    holds: holds.map((hold) => holdShown(county, path, hold, may('hold.release', county))),
    mayOrder: may('retention.order', county),
    mayHold: may('hold.place', county),
  };
}

/** A month spelt as in an answer, in words. */
function speltInWords(spelt: string): string {
  const month = parseMonth(spelt);
  return month === null ? spelt : monthInWords(month);
}

function factsOf(plan: ShownPlan, on: Day): NonNullable<RetentionView['plan']> {
  return [
    { name: 'Planned for', text: dayInWords(on) },
    { name: 'First month kept then', text: speltInWords(plan.firstMonth) },
    { name: 'Records that would go', text: numberInWords(plan.records) },
    { name: 'Cases that would go', text: numberInWords(plan.cases) },
    { name: 'Children that would go', text: numberInWords(plan.children) },
    { name: 'Participants that would go', text: numberInWords(plan.participants) },
    { name: 'Holds that keep something', text: counted(plan.held.length, 'hold') },
  ];
}

function heldInWords(held: KeepingHold): string {
  const hold = `Hold ${String(held.hold)} keeps`;
  if (held.kind === 'from') return `${hold} every month from ${monthInWords(held.month)} on.`;
  return `${hold} ${held.kind} ${held.id} and those linked to it.`;
}

const STATES: Readonly<Record<PrintedOrder['state'], OrderShown['state']>> = {
  ordered: { text: 'ordered, waits for another person', tone: 'waiting' },
  begun: { text: 'begun', tone: 'warning' },
  pending: { text: 'erased, files of the server to be looked into', tone: 'warning' },
  done: { text: 'done', tone: 'good' },
};

function orderShown(path: string, of: PrintedOrder, mayApply: boolean): OrderShown {
  const { order, on, records, ordered, applied, state } = of;
  const isOpen = state === 'ordered' || state === 'begun';
  return {
    order,
    on,
    records: numberInWords(records),
    state: STATES[state],
    ordered: deedShown(ordered),
    applied: applied === null ? null : deedShown({ ...applied, reason: '' }),
    apply: isOpen && mayApply ? withQuery(path, { do: 'apply', number: order }) : null,
  };
}

function holdShown(county: County, path: string, of: PrintedHold, mayRelease: boolean): HoldShown {
  const { hold, placed, released } = of;
  return {
    hold,
    what: whatIsHeld(county, of),
    placed: deedShown(placed),
    released: released === null ? null : deedShown(released),
    release:
      released === null && mayRelease ? withQuery(path, { do: 'release', number: hold }) : null,
  };
}

/** A link without an address is a text. */
function whatIsHeld(county: County, of: PrintedHold): Link {
  const { case: ofCase, child, from } = of;
  if (from !== undefined) return { href: '', text: `Every month from ${speltInWords(from)} on` };
  const kind = child === undefined ? 'case' : 'child';
  const id = (kind === 'case' ? ofCase : child) ?? null;
  const words = kind === 'case' ? 'Case' : 'Child';
  if (id === null) return { href: '', text: `${words} that was erased` };
  return { href: subjectHref(county, { kind, id }), text: `${words} ${id}` };
}

function deedShown({ by, reason, at }: PrintedDeed): DeedShown {
  return { by, reason, at: instantOfMs(parseInstant(at) ?? 0) };
}

import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { County } from '../../../../events/values/county.js';
import { parseDay } from '../../../../events/values/day.js';
import type { Day } from '../../../../events/values/day.js';
import { isSubjectId } from '../../../../events/values/ids.js';
import { parseMonth } from '../../../../events/values/month.js';
import type { Reply } from '../../../application/application.js';
import type { Held } from '../../../retention/holds.js';
import type { FormState } from '../../components/form.js';
import { faultsOfAct } from '../../forms/act-faults.js';
import type { FieldFault, FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { redirectTo } from '../../page.js';
import type { ActOfPage, Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { dayInWords } from '../../words.js';
import { faultsOfText, faultsOfWho, whoActs } from '../version/who-acts.js';
import { numberIn } from './view.js';
import type { OrderStep } from './view.js';

export const ASKS = [
  'planShown',
  'retentionReason',
  'retentionOrders',
  'holds',
  'orderErasure',
  'applyErasure',
  'placeHold',
  'releaseHold',
] as const;

type Name = (typeof ASKS)[number];
type RetentionRequest = PageRequest<{ readonly county: County }>;

/** The page again, with one of its forms. */
type ShowAgain = (
  request: RetentionRequest,
  ask: Ask<Name>,
  of: { readonly state: FormState; readonly step: OrderStep },
  status?: Shown['status'],
) => Promise<PageAnswer>;

/** Longest reason, in characters (contract/retention.md with contract/access.md, Acts). */
const REASON_MAX = 500;

type Acts = Readonly<Record<string, ActOfPage<{ readonly county: County }, Name>>>;

/** The forms of the page: ordering and applying are checked once more before they are done. */
export function actsOfRetention(show: ShowAgain): Acts {
  return {
    'check-order': (request, form, ask) => {
      const faults = faultsOfOrder(request, form);
      const step: OrderStep = { kind: faults.length > 0 ? 'order' : 'checkOrder' };
      const status = faults.length > 0 ? 422 : 200;
      return show(request, ask, { state: { texts: form, faults }, step }, status);
    },
    'change-order': (request, form, ask) => {
      const step: OrderStep = { kind: 'order' };
      return show(request, ask, { state: { texts: form, faults: [] }, step });
    },
    order: async (request, form, ask) => {
      const faults = faultsOfOrder(request, form);
      const again = { state: { texts: form, faults }, step: { kind: 'order' } } as const;
      const on = parseDay(textOf(form, 'on'));
      if (faults.length > 0 || on === null) return show(request, ask, again, 422);
      const { county } = request.parameters;
      const reply = await ask.reply('orderErasure', { county, on, ...doerOf(request, form) });
      return after(show, request, form, ask, { reply, step: again.step });
    },
    apply: async (request, form, ask) => {
      const number = numberIn(form) ?? 0;
      const step = { kind: 'apply', number } as const;
      const faults = faultsOfWho(request.signedIn, form);
      if (faults.length > 0) {
        return show(request, ask, { state: { texts: form, faults }, step }, 422);
      }
      const { county } = request.parameters;
      const by = whoActs(request.signedIn, form);
      const reply = await ask.reply('applyErasure', { county, order: number, by });
      return after(show, request, form, ask, { reply, step });
    },
    hold: async (request, form, ask) => {
      const held = heldIn(form);
      const faults = [...(held.kind === 'held' ? [] : held.faults), ...faultsOfDoer(request, form)];
      const step = { kind: 'hold' } as const;
      if (held.kind === 'wrong' || faults.length > 0) {
        return show(request, ask, { state: { texts: form, faults }, step }, 422);
      }
      const { county } = request.parameters;
      const doer = doerOf(request, form);
      const reply = await ask.reply('placeHold', { county, held: held.held, ...doer });
      return after(show, request, form, ask, { reply, step });
    },
    release: async (request, form, ask) => {
      const number = numberIn(form) ?? 0;
      const step = { kind: 'release', number } as const;
      const faults = faultsOfDoer(request, form);
      if (faults.length > 0) {
        return show(request, ask, { state: { texts: form, faults }, step }, 422);
      }
      const { county } = request.parameters;
      const doer = doerOf(request, form);
      const reply = await ask.reply('releaseHold', { county, hold: number, ...doer });
      return after(show, request, form, ask, { reply, step });
    },
  };
}

async function after(
  show: ShowAgain,
  request: RetentionRequest,
  form: FormTexts,
  ask: Ask<Name>,
  { reply, step }: { readonly reply: Reply<unknown>; readonly step: OrderStep },
): Promise<PageAnswer> {
  const faults = faultsOfAct(reply, ['on', 'reason', 'case', 'child', 'from']);
  if (faults === null) return redirectTo(request.path);
  const placed = faults.map((fault) => (isOfSubject(fault, form) ? ofSubject(fault, form) : fault));
  return show(request, ask, { state: { texts: form, faults: placed }, step }, 409);
}

/** A case or child that the ledger does not have is wrong beside its field. */
function isOfSubject({ code }: FieldFault, form: FormTexts): boolean {
  return code === 'misaddressed' && textOf(form, 'act') === 'hold';
}

function ofSubject(fault: FieldFault, form: FormTexts): FieldFault {
  return { ...fault, field: textOf(form, 'case') === '' ? 'child' : 'case' };
}

function doerOf(
  { signedIn }: RetentionRequest,
  form: FormTexts,
): { readonly by: string; readonly reason: string } {
  return { by: whoActs(signedIn, form), reason: textOf(form, 'reason') };
}

function faultsOfDoer({ signedIn }: RetentionRequest, form: FormTexts): FieldFaults {
  return [
    ...faultsOfText(form, 'reason', 'the reason: a docket or a file, and no person', REASON_MAX),
    ...faultsOfWho(signedIn, form),
  ];
}

function faultsOfOrder(request: RetentionRequest, form: FormTexts): FieldFaults {
  const day = parseDay(textOf(form, 'on'));
  return [...faultsOfDay(day, civilDayOf(request.now)), ...faultsOfDoer(request, form)];
}

function faultsOfDay(day: Day | null, today: Day): FieldFaults {
  if (day !== null && day <= today) return [];
  const message =
    day === null
      ? 'Write the day as 2026-10-15.'
      : `The day is ahead: give one up to today, ${dayInWords(today)}.`;
  return [{ field: 'on', code: 'INVALID_FIELD', message }];
}

type HeldTyped =
  | { readonly kind: 'held'; readonly held: Held }
  | { readonly kind: 'wrong'; readonly faults: FieldFaults };

/** Exactly one of a case, a child and a first month. */
function heldIn(form: FormTexts): HeldTyped {
  const typed = (['case', 'child', 'from'] as const).filter((name) => textOf(form, name) !== '');
  const [name, another] = typed;
  if (name === undefined || another !== undefined) {
    return wrong(another ?? 'case', 'Fill in one of them: a case, a child or a first month.');
  }
  const text = textOf(form, name);
  if (name === 'from') {
    const month = parseMonth(text);
    return month === null
      ? wrong('from', 'Write the month as 2006-09.')
      : { kind: 'held', held: { kind: 'from', month } };
  }
  return isSubjectId(text)
    ? { kind: 'held', held: { kind: 'subject', subject: { kind: name, id: text } } }
    : wrong(name, 'An id has 1 to 32 letters, digits and hyphens.');
}

function wrong(field: string, message: string): HeldTyped {
  return { kind: 'wrong', faults: [{ field, code: 'INVALID_FIELD', message }] };
}

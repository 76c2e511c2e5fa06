import type { AccessActName } from '../../../events/acts/access-act.js';
import type { EntryName } from '../../application/list.js';
import { FRESH } from '../components/form.js';
import { textOf } from '../forms/form-texts.js';
import type { FormTexts } from '../forms/form-texts.js';
import { redirectTo } from '../page.js';
import type { ActOfPage, Ask, PageAnswer, PageRequest, Shown } from '../page.js';
import { faultsOfAct, faultsOfGiven, statusOf } from '../forms/act-faults.js';
import { fieldsOfActForm, givenIn } from './act-form.js';
import type { ActFormShown } from './act-form.js';

/** How a page with acts shows itself with one of its forms. */
type ShowWith<Request, Names extends EntryName> = (
  request: Request,
  ask: Ask<Names | 'doAccessAct'>,
  form: ActFormShown,
  status: Shown['status'],
) => Promise<PageAnswer>;

/** What a page that does acts says of itself. */
export interface ActingPage<Parameters, Names extends EntryName> {
  readonly acts: readonly AccessActName[];
  /** What the page knows of every act: the application. */
  readonly known: (request: PageRequest<Parameters>) => Readonly<Record<string, unknown>>;
  readonly showWith: ShowWith<PageRequest<Parameters>, Names>;
}

/**
 * The forms of a page that does acts of the process: what is typed is checked and shown once more, then done; what was
 * refused comes back whole. Each act has two: itself, and `change-ACT`, which leads back to what was typed.
 */
export function formsOfActs<Parameters, Names extends EntryName>({
  acts,
  known,
  showWith,
}: ActingPage<Parameters, Names>): Readonly<
  Record<string, ActOfPage<Parameters, Names | 'doAccessAct'>>
> {
  const forms = acts.flatMap((act) => [
    [
      act,
      async (
        request: PageRequest<Parameters>,
        form: FormTexts,
        ask: Ask<Names | 'doAccessAct'>,
      ) => {
        const given = givenIn(act, form, known(request));
        const faults = faultsOfGiven(given, request.now, fieldsOfActForm(act));
        const typed = { act, state: { texts: form, faults }, isChecked: false };
        if (faults.length > 0) return showWith(request, ask, typed, statusOf(faults));
        if (textOf(form, 'checked') !== 'yes') {
          return showWith(request, ask, { ...typed, isChecked: true }, 200);
        }
        const reply = await ask.reply('doAccessAct', { given });
        const refused = faultsOfAct(reply, fieldsOfActForm(act));
        if (refused === null) return redirectTo(request.path);
        const state = { texts: form, faults: refused };
        return showWith(request, ask, { act, state, isChecked: false }, statusOf(refused));
      },
    ] as const,
    [
      `change-${act}`,
      (request: PageRequest<Parameters>, form: FormTexts, ask: Ask<Names | 'doAccessAct'>) =>
        showWith(request, ask, { act, state: { texts: form, faults: [] }, isChecked: false }, 200),
    ] as const,
  ]);
  return Object.fromEntries(forms);
}

/** The form that an address asks for with `?act=`; null where it asks for none of the page's. */
export function formAsked(
  { query }: PageRequest,
  acts: readonly AccessActName[],
): ActFormShown | null {
  const act = acts.find((each) => each === textOf(query, 'act'));
  return act === undefined ? null : { act, state: FRESH, isChecked: false };
}

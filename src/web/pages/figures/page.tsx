import { randomUUID } from 'node:crypto';
import { isRecordId } from '../../../../events/values/ids.js';
import { countyName } from '../../../../events/values/county-names.js';
import { FRESH } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { faultsOfAct, statusOf } from '../../forms/act-faults.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { withQuery } from '../../addresses.js';
import { enterRecord } from '../records/entering.js';
import { recordTyped } from '../records/typed-record.js';
import { FiguresShown } from './figures.js';
import {
  COUNTY_FAULT,
  FIGURE_TYPES,
  changesOf,
  countyTyped,
  faultsOfCarry,
  ffyTyped,
  fieldsOfFigure,
  figuresStep,
  monthTyped,
  outdatedRows,
} from './view.js';
import type { FigureKind, FiguresStep, LineChange } from './view.js';

const ASKS = ['appendFigures', 'carryForward', 'report', 'outdated'] as const;

type AskFigures = Ask<(typeof ASKS)[number]>;

/** What DCSS records in counties' ledgers: figures that it supplies, lines made reportable, Line 5 carried forward. */
export const FIGURES_PAGE = page({
  address: '/state/figures',
  action: 'figures.append',
  asks: ASKS,
  showsPerson: false,
  show: (request, ask) =>
    shown(request, ask, { state: FRESH, step: figuresStep(request.query), changes: [] }),
  acts: {
    'check-figure': (request, form, ask) => checked(request, form, ask, 'figure'),
    'check-reportable': (request, form, ask) => checked(request, form, ask, 'reportable'),
    'change-figure': (request, form, ask) => toChange(request, form, ask, 'figure'),
    'change-reportable': (request, form, ask) => toChange(request, form, ask, 'reportable'),
    figure: (request, form, ask) => entered(request, form, ask, 'figure'),
    reportable: (request, form, ask) => entered(request, form, ask, 'reportable'),
    'carry-forward': carried,
  },
});

/** What was typed, with what it changes, before it is entered. */
async function checked(
  request: PageRequest,
  form: FormTexts,
  ask: AskFigures,
  what: FigureKind,
): Promise<PageAnswer> {
  const county = countyTyped(form);
  const month = monthTyped(what, form);
  if (county === null) return again(request, ask, { form, what, faults: [COUNTY_FAULT] });
  const changes = await changesIn(ask, { county, month, what, form });
  const step = { kind: 'check', what } as const;
  return shown(request, ask, { state: { texts: form, faults: [] }, step, changes });
}

/** The form once more, with what was typed. */
async function toChange(
  request: PageRequest,
  form: FormTexts,
  ask: AskFigures,
  what: FigureKind,
): Promise<PageAnswer> {
  const step = { kind: 'enter', what } as const;
  return shown(request, ask, { state: { texts: form, faults: [] }, step, changes: [] });
}

async function changesIn(
  ask: AskFigures,
  {
    county,
    month,
    what,
    form,
  }: {
    readonly county: NonNullable<ReturnType<typeof countyTyped>>;
    readonly month: ReturnType<typeof monthTyped>;
    readonly what: FigureKind;
    readonly form: FormTexts;
  },
): Promise<readonly LineChange[]> {
  if (month === null) return [];
  const asked = {
    county,
    months: [month],
    asOf: null,
    form: 'CS 1257',
    source: 'segments',
  } as const;
  const reply = await ask.reply('report', asked);
  const [report] = reply.kind === 'done' ? reply.value : [];
  return changesOf(what, form, report?.lines ?? null);
}

async function entered(
  request: PageRequest,
  form: FormTexts,
  ask: AskFigures,
  what: FigureKind,
): Promise<PageAnswer> {
  const county = countyTyped(form);
  if (county === null) return again(request, ask, { form, what, faults: [COUNTY_FAULT] });
  const once = textOf(form, 'once');
  const id = isRecordId(once) ? once : randomUUID();
  const fields = fieldsOfFigure(what);
  const type = FIGURE_TYPES[what];
  const record = recordTyped({ id, county, type, corrected: null }, fields, form);
  const given = { county, record, fields, form };
  const faults = await enterRecord((asked) => ask.reply('appendFigures', asked), given);
  if (faults.length > 0) return again(request, ask, { form, what, faults });
  return redirectTo(withQuery(request.path, { county, entered: id }));
}

async function carried(
  request: PageRequest,
  form: FormTexts,
  ask: AskFigures,
): Promise<PageAnswer> {
  const step = { kind: 'carry' } as const;
  const refused = (faults: FieldFaults): Promise<PageAnswer> =>
    shown(request, ask, { state: { texts: form, faults }, step, changes: [] }, statusOf(faults));
  const faults = faultsOfCarry(form);
  const [county, ffy] = [countyTyped(form), ffyTyped(form)];
  if (county === null || ffy === null) return refused(faults);
  const reply = await ask.reply('carryForward', { county, ffy });
  if (reply.kind !== 'done') return refused(faultsOfAct(reply, ['county', 'ffy']) ?? []);
  if (reply.value.kind === 'rejected') {
    const { code, message } = reply.value.rejected;
    return refused([{ field: null, code, message }]);
  }
  return redirectTo(withQuery(request.path, { county, entered: reply.value.carried.id }));
}

function again(
  request: PageRequest,
  ask: AskFigures,
  { form, what, faults }: { form: FormTexts; what: FigureKind; faults: FieldFaults },
): Promise<PageAnswer> {
  const isOfField = faults.some(({ field }) => field !== null);
  const of = {
    state: { texts: form, faults },
    step: { kind: 'enter', what },
    changes: [],
  } as const;
  return shown(request, ask, of, isOfField ? 422 : 409);
}

async function shown(
  request: PageRequest,
  ask: AskFigures,
  of: {
    readonly state: FormState;
    readonly step: FiguresStep;
    readonly changes: readonly LineChange[];
  },
  status: Shown['status'] = 200,
): Promise<Shown> {
  const enteredId = textOf(request.query, 'entered');
  const county = countyTyped(request.query);
  const isEntered = isRecordId(enteredId) && county !== null && of.step.kind === 'show';
  const outdated = isEntered ? await ask.reply('outdated', { county }) : null;
  return {
    kind: 'shown',
    status,
    title: 'Figures of DCSS',
    crumbs: [
      { href: '/', text: 'Counties' },
      { href: '/state', text: 'State' },
    ],
    body: (
      <FiguresShown
        request={request}
        {...of}
        entered={
          isEntered
            ? {
                county,
                name: countyName(county),
                id: enteredId,
                outdated: outdated?.kind === 'done' ? outdatedRows(county, outdated.value) : [],
              }
            : null
        }
      />
    ),
  };
}

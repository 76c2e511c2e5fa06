import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import type { TablePreview } from '../../../exchange/reading/preview.js';
import { SENT_BY_ITSELF } from '../../../exchange/settings.js';
import type { ExchangeSettings, SentByItself } from '../../../exchange/settings.js';
import { countyHref } from '../../addresses.js';
import {
  CheckboxField,
  ErrorSummary,
  FRESH,
  FileField,
  Form,
  SubmitButton,
  TextArea,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Links } from '../../components/parts.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { faultsOfAct, statusOf } from '../../forms/act-faults.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { textOf } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown, UploadedFile } from '../../page.js';
import { PreviewShown } from './preview.js';
import { mappingWith } from './view.js';

const ASKS = [
  'intakeMapping',
  'keepIntakeMapping',
  'previewTable',
  'exchangeSettings',
  'keepExchangeSettings',
] as const;

type IntakeRequest = PageRequest<{ readonly county: County }>;
type AskIntake = Ask<(typeof ASKS)[number]>;

/** What the page shows besides what is kept. */
interface Standing {
  readonly preview: TablePreview | null;
  readonly table: FormState;
  readonly mapping: FormState;
}

const NOTHING: Standing = { preview: null, table: FRESH, mapping: FRESH };

/** How a county's own tables are read, and what goes to its outbox by itself. */
export const INTAKE_PAGE = page({
  address: '/counties/:county/intake',
  action: 'intake.settings',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => shown(request, ask, NOTHING),
  acts: { mapping: mappingKept, headings: headingsKept, switches: switchesKept },
  uploads: { preview: previewed },
});

async function previewed(
  request: IntakeRequest,
  { name, bytes }: UploadedFile,
  _form: FormTexts,
  ask: AskIntake,
): Promise<PageAnswer> {
  const { county } = request.parameters;
  const refuse = (faults: FieldFaults): Promise<Shown> =>
    shown(request, ask, { ...NOTHING, table: { texts: new Map(), faults } }, 422);
  if (name === '') {
    const message = 'Choose a table: CSV, or a workbook.';
    return refuse([{ field: 'table', code: 'INVALID_FIELD', message }]);
  }
  const reply = await ask.reply('previewTable', {
    county,
    file: name,
    mapping: null,
    chunks: bytes,
  });
  if (reply.kind === 'done') return shown(request, ask, { ...NOTHING, preview: reply.value });
  return refuse((faultsOfAct(reply, []) ?? []).map((fault) => ({ ...fault, field: 'table' })));
}

async function headingsKept(
  request: IntakeRequest,
  form: FormTexts,
  ask: AskIntake,
): Promise<PageAnswer> {
  const { county } = request.parameters;
  const { value: kept } = await ask('intakeMapping', { county });
  const value = mappingWith(kept, form);
  if (value === null) return redirectTo(request.path);
  return keep(request, ask, value, form);
}

async function mappingKept(
  request: IntakeRequest,
  form: FormTexts,
  ask: AskIntake,
): Promise<PageAnswer> {
  let value: unknown;
  try {
    value = JSON.parse(textOf(form, 'mapping'));
  } catch {
    const message = 'What is typed is no JSON: give one object, {...}.';
    const faults = [{ field: 'mapping', code: 'MALFORMED', message }];
    return shown(request, ask, { ...NOTHING, mapping: { texts: form, faults } }, 422);
  }
  return keep(request, ask, value, form);
}

async function keep(
  request: IntakeRequest,
  ask: AskIntake,
  value: unknown,
  form: FormTexts,
): Promise<PageAnswer> {
  const { county } = request.parameters;
  const reply = await ask.reply('keepIntakeMapping', { county, value });
  if (reply.kind === 'done') return redirectTo(`${request.path}#mapping`);
  const faults = (faultsOfAct(reply, []) ?? []).map((fault) => ({ ...fault, field: 'mapping' }));
  return shown(request, ask, { ...NOTHING, mapping: { texts: form, faults } }, statusOf(faults));
}

async function switchesKept(
  request: IntakeRequest,
  form: FormTexts,
  ask: AskIntake,
): Promise<PageAnswer> {
  const { county } = request.parameters;
  const sends = SENT_BY_ITSELF.filter((each) => textOf(form, each) === 'yes');
  await ask('keepExchangeSettings', { county, given: { sends } });
  return redirectTo(`${request.path}#switches`);
}

async function shown(
  request: IntakeRequest,
  ask: AskIntake,
  standing: Standing,
  status: Shown['status'] = 200,
): Promise<Shown> {
  const { parameters, may } = request;
  const { county } = parameters;
  const { value } = await ask('intakeMapping', { county });
  const isReader = may('intake.read', county);
  const settings = isReader ? await ask('exchangeSettings', { county }) : null;
  return {
    kind: 'shown',
    status,
    title: `How files of county ${county} are read`,
    heading: `How files are read, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county, { href: `${countyHref(county)}/files`, text: 'Files' }),
    side: countySide(county, may),
    county,
    body: (
      <div>
        <ErrorSummary faults={[...standing.table.faults, ...standing.mapping.faults]} />
        <Look request={request} state={standing.table} />
        {standing.preview === null ? null : (
          <PreviewShown request={request} preview={standing.preview} />
        )}
        <MappingText request={request} kept={value} state={standing.mapping} />
        {settings === null ? null : <Switches request={request} settings={settings} />}
        <Links
          links={[
            { href: `${countyHref(county)}/files`, text: 'Files of the county' },
            ...(may('intake.keys', county)
              ? [{ href: `${countyHref(county)}/intake/keys`, text: 'Keys for SFTP' }]
              : []),
          ]}
        />
      </div>
    ),
  };
}

function Look({ request, state }: { request: IntakeRequest; state: FormState }): VNode {
  return (
    <section aria-labelledby="look">
      <h2 id="look">See how a table would be read</h2>
      <p>
        Choose a table of yours. You see what each heading becomes, and the first 20 rows as
        records. Nothing is taken in and nothing is kept.
      </p>
      <Form act="preview" request={request} isUpload>
        <FileField
          name="table"
          label="Table"
          hint="CSV or XLSX; its name begins with the type of its records, as in CaseOpened-2006-09.csv"
          accept=".csv,.xlsx,.gz"
          state={state}
        />
        <SubmitButton text="Show it" />
      </Form>
    </section>
  );
}

function MappingText({
  request,
  kept,
  state,
}: {
  request: IntakeRequest;
  kept: unknown;
  state: FormState;
}): VNode {
  return (
    <section aria-labelledby="mapping-heading">
      <h2 id="mapping-heading">The mapping as text</h2>
      <p>
        For whoever knows it: <code>headings</code>, <code>dates</code>, <code>codes</code>,{' '}
        <code>constants</code>, and the same for one type in <code>types</code>. It is for tables
        that come from now on.
      </p>
      <Form act="mapping" request={request}>
        <TextArea
          name="mapping"
          label="Mapping (JSON)"
          rows={10}
          state={state}
          initial={JSON.stringify(kept ?? {}, null, 2)}
        />
        <SubmitButton text="Keep the mapping" />
      </Form>
    </section>
  );
}

const SWITCH_LABELS: Readonly<Record<SentByItself, string>> = {
  packages: 'The package of each approved version',
  reasons: 'The reason of each returned version',
  figures: 'The Line 5a figures of the month',
};

function Switches({
  request,
  settings,
}: {
  request: IntakeRequest;
  settings: ExchangeSettings;
}): VNode {
  const isDirector = request.may('version.approve', request.parameters.county);
  const texts = new Map(settings.sends.map((each) => [each, 'yes']));
  return (
    <section aria-labelledby="switches-heading" id="switches">
      <h2 id="switches-heading">What goes to the outbox by itself</h2>
      {isDirector ? (
        <Form act="switches" request={request}>
          <fieldset class="usa-fieldset">
            <legend class="usa-legend">Put into the county's outbox as soon as it is there</legend>
            {SENT_BY_ITSELF.map((each) => (
              <CheckboxField
                key={each}
                name={each}
                label={SWITCH_LABELS[each]}
                state={{ texts, faults: [] }}
              />
            ))}
          </fieldset>
          <SubmitButton text="Keep" />
        </Form>
      ) : (
        <ul>
          {SENT_BY_ITSELF.map((each) => (
            <li key={each}>
              {`${SWITCH_LABELS[each]}: ${settings.sends.includes(each) ? 'yes' : 'no'}`}
            </li>
          ))}
          <li>The director of the county may change this.</li>
        </ul>
      )}
    </section>
  );
}

import type { VNode } from 'preact';
import { randomUUID } from 'node:crypto';
import type { LedgerRecord } from '../../../../events/record.js';
import { isFigureOfDcss } from '../../../../events/records/figures-of-dcss.js';
import { PARTS_OF_LIFE, toldOf } from '../../../../events/reference/told-types.js';
import { isRecordType } from '../../../../events/registry.js';
import type { RecordType } from '../../../../events/registry.js';
import { isRecordId, isSubjectId } from '../../../../events/values/ids.js';
import type { County } from '../../../../events/values/county.js';
import { countyHref, recordHref, withQuery } from '../../addresses.js';
import { ErrorSummary, FRESH, Form, SubmitButton, TextArea } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { DateOf } from '../../components/figures.js';
import { Facts } from '../../components/parts.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { FieldOfRecord, HeadFields, fieldsOfForm, subjectOfType } from '../../forms/record-form.js';
import { NotThere } from '../../not-there.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { detailsOf, toldInWords, typeInWords } from '../../record-words.js';
import { capital } from '../../words.js';
import { enterRecord } from './entering.js';
import { recordTyped, textsOfRecord } from './typed-record.js';

type NewRequest = PageRequest<{ readonly county: County }>;

/** What a form is about: a type, and the record that it corrects. */
interface Asked {
  readonly type: RecordType;
  readonly corrected: LedgerRecord | null;
}

export const NEW_RECORD_PAGE = page({
  address: '/counties/:county/records/new',
  action: 'records.append',
  asks: ['appendToCounty', 'record'],
  showsPerson: true,
  show: async (request, ask) => {
    const asked = await askedOf(request, ask);
    return asked === null ? chooseType(request) : fresh(request, asked);
  },
  acts: {
    record: async (request, form, ask) => {
      const asked = await askedOf(request, ask);
      if (asked === null) throw new NotThere('Choose a type of record first.');
      return entered(request, asked, form, (given) => ask.reply('appendToCounty', given));
    },
  },
});

/** A figure of DCSS in a county's ledger, corrected or voided by whoever may append figures. */
export const FIGURE_CORRECTION_PAGE = page({
  address: '/counties/:county/figures',
  action: 'figures.append',
  asks: ['appendFigures', 'record'],
  showsPerson: true,
  show: async (request, ask) => fresh(request, await figureAsked(request, ask)),
  acts: {
    record: async (request, form, ask) => {
      const asked = await figureAsked(request, ask);
      return entered(request, asked, form, (given) => ask.reply('appendFigures', given));
    },
  },
});

async function figureAsked(request: NewRequest, ask: Ask<'record'>): Promise<Asked> {
  const asked = await askedOf(request, ask);
  if (asked?.corrected && isFigureOfDcss(asked.corrected.type)) return asked;
  throw new NotThere('That is no figure of DCSS: choose one, and correct it from its own page.');
}

function fresh(request: NewRequest, asked: Asked): Shown {
  const { corrected } = asked;
  const texts = corrected === null ? subjectAsked(request.query) : textsOfRecord(corrected);
  return shown(request, asked, { ...FRESH, texts });
}

async function entered(
  request: NewRequest,
  asked: Asked,
  form: FormTexts,
  append: Parameters<typeof enterRecord>[0],
): Promise<PageAnswer> {
  const { county } = request.parameters;
  const fields = fieldsOfForm(asked.type, form);
  const once = textOf(form, 'once');
  // The form's own token is the record's id: sent twice it is a duplicate, wherever it comes in.
  const id = isRecordId(once) ? once : randomUUID();
  const record = recordTyped({ id, county, ...asked }, fields, form);
  const faults = await enterRecord(append, { county, record, fields, form });
  if (faults.length === 0) return redirectTo(withQuery(recordHref(county, id), { entered: 'yes' }));
  const isOfField = faults.some(({ field }) => field !== null);
  return shown(request, asked, { texts: form, faults }, isOfField ? 422 : 409);
}

/** The case or child that the form was opened from. */
function subjectAsked(query: FormTexts): FormTexts {
  return new Map(
    ['case', 'child'].flatMap((name) => {
      const id = textOf(query, name);
      return isSubjectId(id) ? [[name, id] as const] : [];
    }),
  );
}

async function askedOf(
  { query, parameters }: NewRequest,
  ask: Ask<'record'>,
): Promise<Asked | null> {
  const { county } = parameters;
  const id = textOf(query, 'corrects');
  const named = textOf(query, 'type');
  if (id === '') return isRecordType(named) ? { type: named, corrected: null } : null;
  if (!isRecordId(id)) throw new NotThere('That is no id of a record.');
  const leaf = JSON.parse(Buffer.from(await ask('record', { county, id })).toString('utf8')) as {
    readonly record?: LedgerRecord;
  }; // written by the ledger itself
  if (leaf.record === undefined) {
    throw new NotThere('Retention has erased that record: it cannot be corrected any more.');
  }
  const isVoid = named === 'RecordVoided';
  return { type: isVoid ? 'RecordVoided' : leaf.record.type, corrected: leaf.record };
}

function frame(
  { parameters: { county }, may }: NewRequest,
  body: VNode,
  of: { readonly heading: string; readonly status?: Shown['status'] },
): Shown {
  return {
    kind: 'shown',
    status: of.status ?? 200,
    title: of.heading,
    heading: `${of.heading}, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county, { href: `${countyHref(county)}/records`, text: 'Records' }),
    side: countySide(county, may),
    county,
    body,
  };
}

/** Every type of record with what it tells of, by the parts of a case's life; of a child or case, those that are about one. */
function chooseType(request: NewRequest): Shown {
  const of = subjectAsked(request.query);
  const kept = Object.fromEntries(of);
  const parts = PARTS_OF_LIFE.map(({ title, types }) => ({
    title,
    types: types.filter((type) => {
      const subject = subjectOfType(type);
      return subject !== 'target' && (of.size === 0 || of.has(subject));
    }),
  })).filter(({ types }) => types.length > 0);
  const body = (
    <div>
      <p>Choose what happened. What is wrong with a record is corrected from the record itself.</p>
      {parts.map(({ title, types }) => (
        <section key={title}>
          <h2>{title}</h2>
          <dl class="pl-facts">
            {types.flatMap((type) => [
              <dt key={`${type}-name`}>
                <a href={withQuery(request.path, { ...kept, type })}>{typeInWords(type)}</a>
              </dt>,
              <dd key={type}>{toldInWords(toldOf(type).meaning)}</dd>,
            ])}
          </dl>
        </section>
      ))}
    </div>
  );
  return frame(request, body, { heading: 'Enter a record' });
}

function shown(
  request: NewRequest,
  asked: Asked,
  state: FormState,
  status: Shown['status'] = 200,
): Shown {
  const { type, corrected } = asked;
  const isVoid = type === 'RecordVoided';
  const words = typeInWords(type);
  const heading =
    corrected === null ? words : isVoid ? 'Void a record' : `Correct: ${words.toLowerCase()}`;
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      <p>
        {corrected === null ? toldInWords(toldOf(type).meaning) : null}{' '}
        <a href={`/help/records/${type}`}>What this record says</a>
      </p>
      {corrected === null ? null : (
        <Corrected corrected={corrected} path={request.path} isVoid={isVoid} />
      )}
      <Form act="record" request={request}>
        <HeadFields type={type} state={state} />
        {fieldsOfForm(type, state.texts).map((field) => (
          <FieldOfRecord key={field.path} field={field} state={state} />
        ))}
        {corrected === null ? null : (
          <TextArea
            name="reason"
            label={isVoid ? 'Why it is voided' : 'Why it is corrected'}
            hint="1 to 500 characters. Name no person."
            state={state}
          />
        )}
        <SubmitButton
          text={isVoid ? 'Void the record' : 'Enter the record'}
          isDangerous={isVoid}
          back={backFrom(request, corrected)}
        />
      </Form>
    </div>
  );
  return frame(request, body, { heading, status });
}

function backFrom(
  { parameters: { county } }: NewRequest,
  corrected: LedgerRecord | null,
): { readonly href: string; readonly text: string } {
  return corrected === null
    ? { href: `${countyHref(county)}/records`, text: 'Back to the records' }
    : { href: recordHref(county, corrected.id), text: 'Back to the record' };
}

/** What stands in the ledger now, beside the form that takes its place. */
function Corrected({
  corrected,
  path,
  isVoid,
}: {
  corrected: LedgerRecord;
  path: string;
  isVoid: boolean;
}): VNode {
  const { id, type, effective } = corrected;
  const told = toldOf(type).corrected;
  return (
    <section aria-labelledby="corrected">
      <h2 id="corrected">{isVoid ? 'What is voided' : 'What is corrected'}</h2>
      <Facts
        facts={[
          { name: 'Record', is: typeInWords(type) },
          { name: 'Happened', is: <DateOf date={effective} /> },
          ...detailsOf(corrected).map(({ name, value }) => ({ name: capital(name), is: value })),
        ]}
      />
      {told === undefined ? null : <p>{toldInWords(told)}</p>}
      {isVoid ? (
        <p>
          <a href={withQuery(path, { corrects: id })}>Correct it instead</a>
        </p>
      ) : (
        <p>
          <a href={withQuery(path, { corrects: id, type: 'RecordVoided' })}>
            Void it instead, without another in its place
          </a>
        </p>
      )}
    </section>
  );
}

import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import type { ShownIntakeKey } from '../../../exchange/intake-keys.js';
import { countyHref } from '../../addresses.js';
import { DateOf, InstantOf, Typed } from '../../components/figures.js';
import {
  CheckYourAnswers,
  ErrorSummary,
  FRESH,
  Form,
  Kept,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Empty } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { faultsOfAct, statusOf } from '../../forms/act-faults.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { textOf } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { withQuery } from '../../addresses.js';
import { instantOfMs } from '../../../../events/values/instant.js';

const ASKS = ['intakeKeys', 'addIntakeKey', 'removeIntakeKey'] as const;

type KeysRequest = PageRequest<{ readonly county: County }>;
type AskKeys = Ask<(typeof ASKS)[number]>;

/** The public keys by which a county sends its files. */
export const INTAKE_KEYS_PAGE = page({
  address: '/counties/:county/intake/keys',
  action: 'intake.keys',
  asks: ASKS,
  showsPerson: false,
  show: (request, ask) => shown(request, ask, FRESH),
  acts: { IntakeKeyAdded: added, IntakeKeyRemoved: removed },
});

async function added(request: KeysRequest, form: FormTexts, ask: AskKeys): Promise<PageAnswer> {
  const { county } = request.parameters;
  const until = textOf(form, 'until');
  const reply = await ask.reply('addIntakeKey', {
    county,
    key: textOf(form, 'key'),
    label: textOf(form, 'label'),
    until: until === '' ? null : until,
  });
  const faults = faultsOfAct(reply, ['key', 'label', 'until']);
  if (faults === null) return redirectTo(request.path);
  return shown(request, ask, { texts: form, faults }, statusOf(faults));
}

async function removed(request: KeysRequest, form: FormTexts, ask: AskKeys): Promise<PageAnswer> {
  const { county } = request.parameters;
  const reply = await ask.reply('removeIntakeKey', { county, label: textOf(form, 'label') });
  const faults = faultsOfAct(reply, []);
  if (faults === null) return redirectTo(request.path);
  return shown(request, ask, { texts: new Map(), faults }, statusOf(faults));
}

async function shown(
  request: KeysRequest,
  ask: AskKeys,
  state: FormState,
  status: Shown['status'] = 200,
): Promise<Shown> {
  const { parameters, may, query } = request;
  const { county } = parameters;
  const keys = await ask('intakeKeys', { county });
  const asked = textOf(query, 'remove');
  const toRemove = keys.find(({ label }) => label === asked) ?? null;
  return {
    kind: 'shown',
    status,
    title: `Keys of county ${county}`,
    heading: `Keys for SFTP, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county),
    side: countySide(county, may),
    county,
    body: (
      <div>
        <ErrorSummary faults={state.faults} />
        {toRemove === null ? null : <Removal request={request} shownKey={toRemove} />}
        <Keys request={request} keys={keys} />
        <Add request={request} state={state} />
      </div>
    ),
  };
}

function Removal({ request, shownKey }: { request: KeysRequest; shownKey: ShownIntakeKey }): VNode {
  const { label, fingerprint } = shownKey;
  return (
    <section aria-labelledby="removal">
      <h2 id="removal">Remove this key?</h2>
      <CheckYourAnswers
        answers={[
          { name: 'Key', is: <Typed text={label} /> },
          { name: 'Fingerprint', is: <code>{fingerprint}</code> },
        ]}
      />
      <p>It opens no further session, and those that are open end. It can be added again.</p>
      <Form act="IntakeKeyRemoved" request={request}>
        <Kept texts={new Map([['label', label]])} names={['label']} />
        <SubmitButton
          text="Remove the key"
          isDangerous
          back={{ href: request.path, text: 'Keep it' }}
        />
      </Form>
    </section>
  );
}

function Keys({ request, keys }: { request: KeysRequest; keys: readonly ShownIntakeKey[] }): VNode {
  if (keys.length === 0) {
    return (
      <Empty why="The county has no key yet, so it cannot send files by SFTP. Add one below." />
    );
  }
  return (
    <Table
      id="keys"
      caption="Keys of the county"
      rows={keys}
      keyOf={({ label }) => label}
      attributesOf={({ label, stands }) => ({ 'data-key': label, 'data-stands': String(stands) })}
      isList
      columns={[
        { heading: 'Name', cell: ({ label }) => <Typed text={label} /> },
        {
          heading: 'State',
          cell: ({ stands }) =>
            stands ? (
              <StatusTag text="In force" tone="good" />
            ) : (
              <StatusTag text="Has run out" tone="plain" />
            ),
        },
        { heading: 'Type', cell: ({ type }) => type },
        {
          heading: 'Fingerprint',
          cell: ({ fingerprint }) => <code class="pl-hash">{fingerprint}</code>,
        },
        {
          heading: 'Last day',
          cell: ({ until }) => (until === null ? 'None' : <DateOf date={until} />),
        },
        { heading: 'Added by', cell: ({ by }) => <Typed text={by} /> },
        { heading: 'Added', cell: ({ at }) => <InstantOf instant={instantOfMs(Date.parse(at))} /> },
        {
          heading: 'Remove',
          cell: ({ label }) => (
            <a href={withQuery(request.path, { remove: label })}>
              Remove<span class="usa-sr-only">{` ${label}`}</span>
            </a>
          ),
        },
      ]}
    />
  );
}

function Add({ request, state }: { request: KeysRequest; state: FormState }): VNode {
  return (
    <section aria-labelledby="add">
      <h2 id="add">Add a key</h2>
      <p>
        The county's technician makes a key and sends you the part that ends in <code>.pub</code>.
        Ask him for its fingerprint by telephone, and compare it once the key is here.
      </p>
      <Form act="IntakeKeyAdded" request={request}>
        <TextArea
          name="key"
          label="Public key"
          hint="One line, as in ssh-ed25519 AAAA... (ed25519, ECDSA, or RSA of 3,072 bits or more)"
          rows={4}
          state={state}
        />
        <TextField
          name="label"
          label="Name of the key"
          hint="1 to 40 characters, as in: nightly batch"
          state={state}
        />
        <TextField
          name="until"
          label="Last day (may be left out)"
          hint="As 2027-06-30, at most a year ahead"
          state={state}
        />
        <SubmitButton
          text="Add the key"
          back={{
            href: `${countyHref(request.parameters.county)}/files`,
            text: 'Back to the files',
          }}
        />
      </Form>
    </section>
  );
}

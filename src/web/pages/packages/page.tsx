import { createReadStream } from 'node:fs';
import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import { ffyOf, formatMonth, parseMonth } from '../../../../events/values/month.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { CheckedPackage } from '../../../packages/check-package.js';
import type { KeptPackage } from '../../../ports/package-shelf.js';
import { packagesHref } from '../../addresses.js';
import { Hash, InstantOf, Typed } from '../../components/figures.js';
import {
  CheckboxField,
  ErrorSummary,
  FRESH,
  Form,
  SelectField,
  SubmitButton,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Empty, Links, ProgressBar } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import type { Tone } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { faultsOfAct, statusOf } from '../../forms/act-faults.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { textOf } from '../../forms/form-texts.js';
import { REFRESH_SECONDS, page, redirectTo } from '../../page.js';
import type { Ask, Download, PageAnswer, PageRequest, Shown, UploadedFile } from '../../page.js';
import { monthInWords, numberInWords } from '../../words.js';
import { CHECKED_FILE, CheckForm, CheckResult } from './check.js';

const ASKS = ['packages', 'versions', 'orderPackage', 'checkPackage'] as const;

/** Versions that can be chosen, the newest first. */
const VERSIONS_SHOWN = 60;

type PackagesRequest = PageRequest<{ readonly county: County }>;
type AskPackages = Ask<(typeof ASKS)[number]>;

/** What came of a form that was sent. */
interface SentForms {
  readonly make: FormState;
  readonly check: FormState;
  /** What a check gave. */
  readonly checked: CheckedPackage | null;
}

const NOTHING_SENT: SentForms = { make: FRESH, check: FRESH, checked: null };

/** Evidence packages of a county: what was made, and forms to have one made, or checked. */
export const PACKAGES_PAGE = page({
  address: '/counties/:county/packages',
  action: 'package.read',
  asks: ASKS,
  // What is found in a package that is checked names its rows.
  showsPerson: true,
  show: (request, ask) => shown(request, ask, NOTHING_SENT),
  acts: { package: ordered },
  uploads: { check: checkedFile },
});

/** A package that is ready, as a zip file. */
export const PACKAGE_FILE = page({
  address: '/counties/:county/packages/:number/file',
  action: 'package.read',
  asks: ['packageFile'],
  showsPerson: true,
  show: async ({ parameters: { county, number } }, ask): Promise<Download> => {
    const file = await ask('packageFile', { county, package: `P-${String(number)}` });
    return {
      kind: 'download',
      name: file.name,
      type: 'application/zip',
      pieces: createReadStream(file.path) as AsyncIterable<Uint8Array>, // bytes: no encoding is set
    };
  },
});

async function ordered(
  request: PackagesRequest,
  form: FormTexts,
  ask: AskPackages,
): Promise<PageAnswer> {
  const { county } = request.parameters;
  const [, monthText = '', number = ''] =
    /^(\d{4}-\d{2})\/([1-9]\d{0,5})$/u.exec(textOf(form, 'version')) ?? [];
  const month = parseMonth(monthText);
  if (month === null) {
    const message = 'Choose the version that the package is to prove.';
    const faults = [{ field: 'version', code: 'INVALID_FIELD', message }];
    return shown(request, ask, { ...NOTHING_SENT, make: { texts: form, faults } }, 422);
  }
  const auditFfy = textOf(form, 'audit') === 'yes' ? ffyOf(month) : null;
  const asked = { county, month, version: Number(number), auditFfy };
  const faults = faultsOfAct(await ask.reply('orderPackage', asked), ['version']);
  if (faults === null) return redirectTo(request.path);
  const make = { texts: form, faults };
  return shown(request, ask, { ...NOTHING_SENT, make }, statusOf(faults));
}

async function checkedFile(
  request: PackagesRequest,
  { name, bytes }: UploadedFile,
  _form: FormTexts,
  ask: AskPackages,
): Promise<PageAnswer> {
  const { parameters, program } = request;
  const refuse = (faults: FieldFaults): Promise<Shown> => {
    const check = { texts: new Map(), faults };
    return shown(request, ask, { ...NOTHING_SENT, check }, statusOf(faults));
  };
  if (name === '') {
    const message = 'Choose the zip file of a package.';
    return refuse([{ field: CHECKED_FILE, code: 'INVALID_FIELD', message }]);
  }
  const reply = await ask.reply('checkPackage', { ...parameters, program, chunks: bytes });
  if (reply.kind === 'done') return shown(request, ask, { ...NOTHING_SENT, checked: reply.value });
  const faults = faultsOfAct(reply, []) ?? [];
  return refuse(faults.map((fault) => ({ ...fault, field: CHECKED_FILE })));
}

async function shown(
  request: PackagesRequest,
  ask: AskPackages,
  sent: SentForms,
  status: Shown['status'] = 200,
): Promise<Shown> {
  const { parameters, may, query } = request;
  const { county } = parameters;
  const packages = await ask('packages', { county });
  const isMakeForm = textOf(query, 'make') !== '' || sent.make !== FRESH;
  const isMaking = packages.some(({ state: { kind } }) => kind === 'queued' || kind === 'making');
  const isFresh = sent === NOTHING_SENT && !isMakeForm && textOf(query, 'check') === '';
  // Not while somebody fills in a form, or reads what came of one.
  const isRefreshed = isMaking && isFresh;
  const versions =
    may('package.make', county) && isMakeForm ? await versionsKept(county, ask) : null;
  return {
    kind: 'shown',
    status,
    title: `Packages of county ${county}`,
    heading: `Packages, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county),
    side: countySide(county, may),
    county,
    ...(isRefreshed ? { refreshSeconds: REFRESH_SECONDS } : {}),
    body: (
      <div>
        <ErrorSummary faults={[...sent.make.faults, ...sent.check.faults]} />
        {sent.checked === null ? null : <CheckResult county={county} checked={sent.checked} />}
        <p>
          A package holds a version with all that proves it: its rows, the records behind them, and
          a program that checks them on any machine.
        </p>
        <Ways request={request} isMakeForm={isMakeForm} isCheckForm={!isRefreshed} />
        {versions === null ? null : (
          <Make request={request} versions={versions} state={sent.make} />
        )}
        <Packages county={county} packages={packages} />
        {isRefreshed ? null : <CheckForm request={request} state={sent.check} />}
      </div>
    ),
  };
}

/** The ways to forms that are not shown. */
function Ways({
  request,
  isMakeForm,
  isCheckForm,
}: {
  request: PackagesRequest;
  isMakeForm: boolean;
  isCheckForm: boolean;
}): VNode | null {
  const { county } = request.parameters;
  const links = [
    ...(request.may('package.make', county) && !isMakeForm
      ? [{ href: `${packagesHref(county)}?make=yes`, text: 'Make a package' }]
      : []),
    isCheckForm
      ? { href: '#check', text: 'Check a package' }
      : { href: `${packagesHref(county)}?check=yes#check`, text: 'Check a package' },
  ];
  return <Links links={links} />;
}

/** Those whose packages can be made: of an erased month none can. */
async function versionsKept(county: County, ask: AskPackages): Promise<readonly Version[]> {
  const { versions, firstMonth } = await ask('versions', { county, month: null });
  return versions.filter(({ month }) => firstMonth === null || month >= firstMonth);
}

function Make({
  request,
  versions,
  state,
}: {
  request: PackagesRequest;
  versions: readonly Version[];
  state: FormState;
}): VNode {
  if (versions.length === 0) {
    return (
      <Empty why="No month that is kept was submitted yet: a package is of a submitted version." />
    );
  }
  const newest = versions.toReversed().slice(0, VERSIONS_SHOWN);
  return (
    <section aria-labelledby="make">
      <h2 id="make">Make a package</h2>
      <Form act="package" request={request}>
        <SelectField
          name="version"
          label="Version"
          state={state}
          options={[
            { value: '', text: '- Choose -' },
            ...newest.map(({ month, version, decision }) => ({
              value: `${formatMonth(month)}/${String(version)}`,
              text: `${monthInWords(month)}, version ${String(version)} (${decision.state})`,
            })),
          ]}
        />
        <CheckboxField
          name="audit"
          label="With the tables of the federal audit of its fiscal year"
          state={state}
        />
        <SubmitButton
          text="Make the package"
          back={{ href: request.path, text: 'Back to the packages' }}
        />
      </Form>
    </section>
  );
}

function stateInWords({ state }: KeptPackage): { readonly text: string; readonly tone: Tone } {
  switch (state.kind) {
    case 'queued':
      return { text: 'Waits its turn', tone: 'waiting' };
    case 'making':
      return { text: 'Being made', tone: 'waiting' };
    case 'ready':
      return { text: 'Ready', tone: 'good' };
    case 'failed':
      return { text: 'Not there', tone: 'bad' };
  }
}

function Packages({
  county,
  packages,
}: {
  county: County;
  packages: readonly KeptPackage[];
}): VNode {
  if (packages.length === 0) {
    return (
      <Empty why="No package was made here yet. Choose a submitted version, and have one made." />
    );
  }
  return (
    <Table
      id="packages"
      caption="Packages, the newest first"
      rows={packages}
      keyOf={({ number }) => String(number)}
      attributesOf={({ number, state }) => ({
        'data-package': `P-${String(number)}`,
        'data-state': state.kind,
      })}
      isList
      columns={[
        { heading: 'Package', cell: ({ number }) => `P-${String(number)}` },
        { heading: 'State', cell: (kept) => <StatusTag {...stateInWords(kept)} /> },
        {
          heading: 'Version',
          cell: ({ month, version }) => `${monthInWords(month)}, version ${String(version)}`,
        },
        { heading: 'Asked for', cell: ({ orderedAt }) => <InstantOf instant={orderedAt} /> },
        { heading: 'File', cell: (kept) => <FileCell county={county} kept={kept} /> },
      ]}
    />
  );
}

function FileCell({
  county,
  kept: { number, state },
}: {
  county: County;
  kept: KeptPackage;
}): VNode {
  switch (state.kind) {
    case 'queued':
      return <span>Not yet</span>;
    case 'making':
      return <ProgressBar label="Done" done={state.done ?? 0} />;
    case 'failed':
      return <Typed text={state.message} />;
    case 'ready':
      return (
        <div>
          <a href={`${packagesHref(county)}/${String(number)}/file`}>
            {`Download (${numberInWords(Math.ceil(state.bytes / 1024))} KiB)`}
            <span class="usa-sr-only">{` package P-${String(number)}`}</span>
          </a>
          <div>
            SHA-256: <Hash hash={state.sha256} />
          </div>
        </div>
      );
  }
}

import type { VNode } from 'preact';
import { LETTER_WORDS } from '../../../../projections/process/letters/letter-words.js';
import type { ApplicationAnswer } from '../../../process/applications.js';
import { ErrorSummary } from '../../components/form.js';
import { Empty, Facts, Links, Timeline } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import type { PageRequest } from '../../page.js';
import { ActForm } from '../../process/act-form.js';
import type { ActFormShown } from '../../process/act-form.js';
import { KIND_WORDS, actInWords, applicationHref } from '../../process/words.js';
import { dateInWords, numberInWords } from '../../words.js';
import { DateOf } from '../../components/figures.js';
import { dayOfAct } from './view.js';
import type { ApplicationView, LetterView } from './view.js';

/** An application: its form in the foreground where one was asked for, else all of it. */
export function ApplicationShown({
  application,
  view,
  form,
  request,
}: {
  application: ApplicationAnswer;
  view: ApplicationView;
  form: ActFormShown | null;
  request: PageRequest;
}): VNode {
  const href = applicationHref(application.application);
  return (
    <div>
      {form === null ? null : <ErrorSummary faults={form.state.faults} />}
      <Summary application={application} view={view} />
      {form === null ? (
        <div>
          <Tasks view={view} />
          <Possible view={view} href={href} />
          <Goals view={view} />
          <Users application={application} />
          <Findings application={application} />
          <Letters letters={view.letters} href={href} />
          <Acts application={application} />
        </div>
      ) : (
        <ActForm shown={form} request={request} back={href} />
      )}
    </div>
  );
}

function Summary({
  application: { organisation, kind, recommended, office, renews },
  view,
}: {
  application: ApplicationAnswer;
  view: ApplicationView;
}): VNode {
  return (
    <Facts
      facts={[
        { name: 'State', is: <StatusTag text={view.state.text} tone={view.state.tone} /> },
        { name: 'Organization', is: organisation },
        { name: 'Kind', is: KIND_WORDS[kind] ?? kind },
        { name: 'Users recommended', is: numberInWords(recommended) },
        { name: 'User accounts', is: view.accounts },
        { name: 'Term of the memorandum', is: view.term },
        { name: 'Office', is: office ?? 'none yet' },
        ...(renews === null
          ? []
          : [{ name: 'Renews', is: <a href={applicationHref(renews)}>{renews}</a> }]),
      ]}
    />
  );
}

const STEP_WORDS = {
  done: { text: 'Done', tone: 'good' },
  now: { text: 'To be done now', tone: 'waiting' },
  later: { text: 'To come', tone: 'plain' },
} as const;

function Tasks({ view }: { view: ApplicationView }): VNode {
  return (
    <Table
      id="tasks"
      caption="Steps"
      rows={view.steps}
      keyOf={({ act }) => act}
      isList
      attributesOf={({ act, status }) => ({ 'data-step': act, 'data-status': status })}
      columns={[
        { heading: 'Step', cell: ({ text }) => text },
        {
          heading: 'Standing',
          cell: ({ status }) => <StatusTag {...STEP_WORDS[status]} />,
        },
        { heading: 'Day', cell: ({ day }) => (day === null ? '' : <DateOf date={day} />) },
      ]}
    />
  );
}

function Possible({ view, href }: { view: ApplicationView; href: string }): VNode | null {
  if (view.possible.length === 0) return null;
  return (
    <section aria-labelledby="possible">
      <h2 id="possible">What you can do</h2>
      <Links links={view.possible.map(({ act, text }) => ({ href: `${href}?act=${act}`, text }))} />
    </section>
  );
}

function Goals({ view }: { view: ApplicationView }): VNode | null {
  if (view.goals.length === 0) return null;
  return (
    <Table
      id="goals"
      caption="Goals"
      rows={view.goals}
      keyOf={({ key }) => key}
      isList
      attributesOf={({ key }) => ({ 'data-goal': key })}
      columns={[
        { heading: 'Goal', cell: ({ text }) => text },
        { heading: 'Due', cell: ({ due }) => due },
        { heading: 'Met', cell: ({ met }) => met },
        {
          heading: 'Standing',
          cell: ({ standing, tone }) => <StatusTag text={standing} tone={tone} />,
        },
      ]}
    />
  );
}

function Users({ application: { users } }: { application: ApplicationAnswer }): VNode {
  if (users.length === 0)
    return <Empty why="No user account is open. Accounts are opened once the office is created." />;
  return (
    <Table
      id="users"
      caption="Users"
      rows={users}
      keyOf={({ account }) => account}
      attributesOf={({ account }) => ({ 'data-account': account })}
      isList
      columns={[
        { heading: 'Account', cell: ({ account }) => account },
        { heading: 'Name', cell: ({ name }) => `${name.first} ${name.last}` },
        { heading: 'Profile', cell: ({ profile }) => profile },
        { heading: 'State', cell: ({ state }) => state },
        { heading: 'Training', cell: ({ training }) => dateInWords(training ?? 'none') },
        { heading: 'Statement', cell: ({ statement }) => dateInWords(statement ?? 'none') },
      ]}
    />
  );
}

function Findings({
  application: { findings, acts },
}: {
  application: ApplicationAnswer;
}): VNode | null {
  if (findings.length === 0) return null;
  const recorded = acts.filter(({ act }) => act === 'FindingRecorded');
  return (
    <Table
      id="findings"
      caption="Audit findings"
      rows={findings}
      keyOf={({ finding }) => finding}
      isList
      attributesOf={({ finding, state }) => ({ 'data-finding': finding, 'data-state': state })}
      columns={[
        { heading: 'Finding', cell: ({ finding }) => finding },
        { heading: 'State', cell: ({ state }) => state },
        {
          heading: 'What was found',
          cell: ({ finding }) => textOfAct(recorded[Number(finding) - 1]),
        },
      ]}
    />
  );
}

function textOfAct(act: ApplicationAnswer['acts'][number] | undefined): string {
  const text = act?.['text'];
  return typeof text === 'string' ? text : '';
}

function Letters({ letters, href }: { letters: readonly LetterView[]; href: string }): VNode {
  if (letters.length === 0) return <Empty why="There is no letter that you may read." />;
  const byMail = letters.some((letter) => letter.byMail !== '')
    ? [{ heading: 'By mail', cell: (letter: LetterView) => letter.byMail }]
    : [];
  return (
    <Table
      id="letters"
      caption="Letters and papers"
      rows={letters}
      keyOf={({ key }) => key}
      isList
      attributesOf={({ kind, sha256 }) => ({ 'data-letter': kind, 'data-sha256': sha256 })}
      columns={[
        {
          heading: 'Letter',
          cell: ({ kind, sha256 }) => (
            <a href={`${href}/letters/${sha256}`}>{LETTER_WORDS[kind]}</a>
          ),
        },
        { heading: 'Day', cell: ({ day }) => <span class="pl-nowrap">{day}</span> },
        ...byMail,
        { heading: 'SHA-256', cell: ({ sha256 }) => <span class="pl-hash">{sha256}</span> },
      ]}
    />
  );
}

function Acts({ application: { acts } }: { application: ApplicationAnswer }): VNode {
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">What was done</h2>
      <Timeline
        events={acts.map((act) => ({
          key: String(act.n),
          when: dateInWords(dayOfAct(act)),
          what: `${actInWords(String(act['act']))}${byWhom(act)}`,
        }))}
      />
    </section>
  );
}

function byWhom(act: ApplicationAnswer['acts'][number]): string {
  const by = act['by'];
  return typeof by === 'string' ? `, by ${by}` : '';
}

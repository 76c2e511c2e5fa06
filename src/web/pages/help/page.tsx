import type { VNode } from 'preact';
import { ROLES } from '../../../../events/acts/permissions.js';
import type { Role } from '../../../../events/acts/permissions.js';
import { REJECTION_CODES } from '../../../../events/rejections.js';
import { RECORD_TYPES } from '../../../../events/records/schemas.js';
import { SECTION_TITLES } from '../../../../projections/form/catalogue.js';
import { EDITIONS, lastEntryOf } from '../../../../projections/form/editions.js';
import { allFactsInWords, factsOfLine } from '../../../../projections/form/fact-words.js';
import type { LineEntry } from '../../../../projections/form/line.js';
import { TOLD_LINES } from '../../../../projections/form/told-lines.js';
import { COLUMN_TITLES, columnsOf } from '../../../reports/form.js';
import { lineHelpHref } from '../../addresses.js';
import { Facts, Links } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { NotThere } from '../../not-there.js';
import { page } from '../../page.js';
import type { PageRequest } from '../../page.js';
import { typeInWords } from '../../record-words.js';
import { ROLE_TITLES } from '../../role-words.js';
import { listed } from '../../words.js';
import { HOW_TO } from './by-role.js';
import { LetterQuoted } from './quoted.js';
import { RecordTypeHelp, RefusalsTold } from './record-type.js';
import { periodInWords, ruleInWords } from './view.js';

const HELP = [{ href: '/help', text: 'Help' }];

const HELP_PAGE = page({
  address: '/help',
  action: 'self',
  asks: [],
  showsPerson: false,
  show: ({ may }) => ({ kind: 'shown', title: 'Help', body: <Help may={may} /> }),
});

const LINE_PAGE = page({
  address: '/help/lines/:line',
  action: 'self',
  asks: [],
  showsPerson: false,
  show: ({ parameters: { line } }) => {
    const entry = lastEntryOf(line);
    if (entry === null) throw new NotThere('The form has no such line.');
    return {
      kind: 'shown',
      title: `Line ${line}`,
      heading: `Line ${line}: ${entry.title}`,
      crumbs: HELP,
      body: <LineHelp entry={entry} />,
    };
  },
});

const RECORD_TYPE_PAGE = page({
  address: '/help/records/:name',
  action: 'self',
  asks: [],
  showsPerson: false,
  show: ({ parameters: { name } }) => {
    const type = RECORD_TYPES.find((each) => each.name === name);
    if (type === undefined) throw new NotThere('There is no such type of record.');
    return {
      kind: 'shown',
      title: typeInWords(type.name),
      crumbs: HELP,
      body: <RecordTypeHelp type={type.name} />,
    };
  },
});

const REFUSALS_PAGE = page({
  address: '/help/refusals',
  action: 'self',
  asks: [],
  showsPerson: false,
  show: () => ({
    kind: 'shown',
    title: 'Refusals',
    crumbs: HELP,
    body: (
      <RefusalsTold
        caption="Why a record is not taken in, in the order in which it is looked at"
        codes={REJECTION_CODES}
      />
    ),
  }),
});

const FACTS_PAGE = page({
  address: '/help/facts',
  action: 'self',
  asks: [],
  showsPerson: false,
  show: () => ({
    kind: 'shown',
    title: 'Facts',
    heading: 'Facts that the lines look at',
    crumbs: HELP,
    body: (
      <Table
        id="facts"
        caption="Each fact of a case or a child, as explanations name it"
        rows={allFactsInWords()}
        keyOf={({ of, fact }) => `${of}-${fact}`}
        attributesOf={({ fact }) => ({ 'data-fact': fact })}
        isList
        columns={[
          { heading: 'Fact', cell: ({ title }) => title },
          { heading: 'Of', cell: ({ of }) => (of === 'case' ? 'a case' : 'a child') },
          { heading: 'What it means', cell: ({ sentence }) => sentence },
          { heading: 'Where it comes from', cell: ({ source }) => source },
          { heading: 'Its name for programs', cell: ({ fact }) => <code>{fact}</code> },
        ]}
      />
    ),
  }),
});

const ACCESSIBILITY_PAGE = page({
  address: '/accessibility',
  action: 'sign-in',
  asks: [],
  showsPerson: false,
  show: ({ contact }) => ({
    kind: 'shown',
    title: 'Accessibility',
    crumbs: HELP,
    body: (
      <div>
        <p>These pages are made to meet WCAG 2.2, level AA.</p>
        <p>
          Each works without script, by keyboard alone, at 400 percent and on a small screen. Each
          is tested with axe in a real browser before a release.
        </p>
        <p>
          Where something keeps you from your work, tell us: say the page and what you wanted to do.
        </p>
        <p>
          Write or call: <strong id="contact">{contact}</strong>
        </p>
      </div>
    ),
  }),
});

export const HELP_PAGES = [
  HELP_PAGE,
  LINE_PAGE,
  RECORD_TYPE_PAGE,
  REFUSALS_PAGE,
  FACTS_PAGE,
  ACCESSIBILITY_PAGE,
] as const;

function Help({ may }: Pick<PageRequest, 'may'>): VNode {
  const [edition] = EDITIONS.slice(-1);
  const bySection = Map.groupBy(edition?.lines ?? [], ({ section }) => section);
  return (
    <div>
      <Links
        links={[
          { href: '/help/refusals', text: 'Refusals' },
          { href: '/help/facts', text: 'Facts that the lines look at' },
          { href: '/help/components', text: 'Components of the pages' },
        ]}
      />
      <h2>Words</h2>
      <Facts
        facts={[
          { name: 'Record', is: 'One thing that happened. It is added, and never changed.' },
          { name: 'Position', is: 'A record’s place in its county’s ledger, from 1 on.' },
          { name: 'As of', is: 'From the records up to a position alone: what was known then.' },
          { name: 'Version', is: 'A month’s report as it was submitted, frozen at a position.' },
          { name: 'Correction', is: 'A record that takes the place of another, with a reason.' },
          { name: 'FFY', is: 'The federal fiscal year, October to September.' },
        ]}
      />
      <h2>How to, by role</h2>
      {ROLES.map((role) => (
        <section key={role} data-role={role}>
          <h3>{ROLE_TITLES[role]}</h3>
          <HowToOf role={role} may={may} />
        </section>
      ))}
      <h2>Lines of the form</h2>
      {[...bySection].map(([letter, lines]) => (
        <section key={letter}>
          <h3>{`${letter}. ${SECTION_TITLES[letter]}`}</h3>
          <ul class="usa-list">
            {lines.map(({ line, title }) => (
              <li key={line}>
                <a href={lineHelpHref(line)}>{`Line ${line}`}</a> {title}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <h2 id="records">Types of records</h2>
      <ul class="usa-list">
        {RECORD_TYPES.map(({ name }) => (
          <li key={name}>
            <a href={`/help/records/${name}`}>{typeInWords(name)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a role does, for all who read it; a link where it begins for those who may follow it. */
function HowToOf({ role, may }: { role: Role } & Pick<PageRequest, 'may'>): VNode {
  return (
    <ul class="usa-list">
      {HOW_TO[role].map(({ what, how, at }) => (
        <li key={what}>
          <strong>{what}.</strong> {how}{' '}
          {at === null || !may(at.needs) ? null : <a href={at.href}>{at.text}</a>}
        </li>
      ))}
    </ul>
  );
}

function LineHelp({ entry }: { entry: LineEntry }): VNode {
  const { section, citation, reading, subsetOf } = entry;
  const columns = columnsOf(entry).map((column) => `(${column}) ${COLUMN_TITLES[column]}`);
  const { quoted, ours, example, without } = TOLD_LINES[entry.line];
  return (
    <div>
      <Facts
        facts={[
          { name: 'What the letter says', is: <LetterQuoted line={entry.line} quoted={quoted} /> },
          { name: 'How we read it', is: <span id="ours">{ours}</span> },
          ...(reading === null
            ? []
            : [{ name: 'Where it leaves a choice', is: <span id="reading">{reading}</span> }]),
          { name: 'The rule', is: ruleInWords(entry) },
          { name: 'Of which time', is: periodInWords(entry) },
          { name: 'Columns', is: listed(columns) },
          ...(subsetOf.length === 0
            ? []
            : [{ name: 'Never more than', is: listed(subsetOf.map((line) => `Line ${line}`)) }]),
          ...(entry.isPhasedIn
            ? [{ name: 'Phased in', is: 'Reported once DCSS has made it reportable.' }]
            : []),
          { name: 'Where the letter says so', is: citation },
          { name: 'Example', is: <span id="example">{example}</span> },
          { name: 'Not in it', is: <span id="without">{without}</span> },
          { name: 'Section', is: `${section}. ${SECTION_TITLES[section]}` },
        ]}
      />
      <LookedAt entry={entry} />
      <p>
        Open a month and the line’s number in it: the cases or children that it counts are behind
        it, and each says why.
      </p>
    </div>
  );
}

/** What the line’s rule looks at. */
function LookedAt({ entry }: { entry: LineEntry }): VNode | null {
  const facts = factsOfLine(entry);
  if (facts.length === 0) return null;
  return (
    <Table
      id="facts"
      caption="What it looks at, in this order"
      rows={facts}
      keyOf={({ fact }) => fact}
      attributesOf={({ fact }) => ({ 'data-fact': fact })}
      isList
      columns={[
        { heading: 'Fact', cell: ({ title }) => title },
        { heading: 'What it means', cell: ({ sentence }) => sentence },
        { heading: 'Where it comes from', cell: ({ source }) => source },
      ]}
    />
  );
}

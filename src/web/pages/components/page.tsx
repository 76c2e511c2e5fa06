import type { VNode } from 'preact';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { Instant } from '../../../../events/values/instant.js';
import { parseMonth } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import { AsOf, AsOfPicker } from '../../components/as-of.js';
import { DateOf, Hash, Id, InstantOf, Money, NumberCell, Typed } from '../../components/figures.js';
import {
  CheckYourAnswers,
  CheckboxField,
  ErrorSummary,
  FileField,
  Form,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty, Facts, Pagination, ProgressBar, Timeline } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Frame, Table } from '../../components/table.js';
import { page } from '../../page.js';
import { CoursePicture } from '../../pictures/course.js';
import { StandingPicture } from '../../pictures/standing.js';
import { timelineOf } from '../../pictures/timeline-view.js';
import { TimelinePicture } from '../../pictures/timeline.js';
import type { PageRequest } from '../../page.js';

/** Made-up values, so that the page shows nobody. */
const SAMPLE = {
  instant: 1_160_931_900_000 as Instant, // 15 Oct 2006, 10:05 in California
  root: 'c6'.repeat(32),
  asOf: {
    position: 1203,
    root: 'c6'.repeat(32),
    recorded: 1_160_931_900_000 as Instant,
    asked: 'v2',
    size: 1400,
  },
  record: '0a1b2c3d-0000-4000-8000-000000000001',
} as const;

const REFUSED: FormState = {
  texts: new Map([['telephone', 'none']]),
  faults: [
    { field: null, code: 'ALREADY_DECIDED', message: 'Version 2 is approved already.' },
    { field: 'telephone', code: 'INVALID_FIELD', message: 'Give a telephone number with digits.' },
  ],
};

/** The components of the pages together, for whoever writes one and for the tests. */
export const COMPONENTS_PAGE = page({
  address: '/help/components',
  action: 'self',
  asks: [],
  showsPerson: false,
  show: (request) => ({
    kind: 'shown',
    title: 'Components of the pages',
    crumbs: [{ href: '/help', text: 'Help' }],
    body: <Components request={request} />,
  }),
});

function Components({ request }: { request: PageRequest }): VNode {
  return (
    <div>
      <Figures />
      <Statuses />
      <Tables />
      <Happenings />
      <Forms request={request} />
      <Pictures />
    </div>
  );
}

function Figures(): VNode {
  return (
    <section>
      <h2>Figures, days and instants</h2>
      <Frame label="Cells of a report">
        <table class="pl-table">
          <caption>Cells of a report</caption>
          <thead>
            <tr>
              <th scope="col">Cell</th>
              <th scope="col" class="pl-number">
                Shown
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">That opens</th>
              <NumberCell id="sample-opens" cell={{ kind: 'value', value: 12034, href: '/' }} />
            </tr>
            <tr>
              <th scope="row">That differs, below zero</th>
              <NumberCell
                id="sample-differs"
                cell={{ kind: 'value', value: '-1234.50', href: null }}
                there={{ value: '-1200.00' }}
              />
            </tr>
            <tr>
              <th scope="row">Not reported yet</th>
              <NumberCell id="sample-not-yet" cell={{ kind: 'notYet' }} />
            </tr>
            <tr>
              <th scope="row">Of a column that the line has not</th>
              <NumberCell id="sample-blank" cell={{ kind: 'blank' }} />
            </tr>
          </tbody>
        </table>
      </Frame>
      <Facts
        facts={[
          { name: 'Day', is: <DateOf date="2006-10-15" /> },
          { name: 'Instant', is: <InstantOf instant={SAMPLE.instant} /> },
          { name: 'Dollars', is: <Money cents={1_234_567} /> },
          { name: 'Id', is: <Id id={SAMPLE.record} /> },
          { name: 'Hash', is: <Hash hash={SAMPLE.root} /> },
          { name: 'Typed text', is: <Typed text={'<b>not bold</b> \u202eturned'} /> },
        ]}
      />
      <AsOf asOf={SAMPLE.asOf} />
      <AsOfPicker action="/help/components" asked="" isOfMonth />
    </section>
  );
}

function Statuses(): VNode {
  return (
    <section>
      <h2>Statuses</h2>
      <p>
        <StatusTag text="approved" tone="good" /> <StatusTag text="submitted" tone="waiting" />{' '}
        <StatusTag text="7 days late" tone="warning" /> <StatusTag text="returned" tone="bad" />{' '}
        <StatusTag text="not submitted" tone="plain" />
      </p>
      <Alert kind="info" heading="For information">
        <p>A sentence that says what to know.</p>
      </Alert>
      <Alert kind="warning" heading="To be looked at">
        <p>Version 1 is outdated: 2 cells differ now.</p>
      </Alert>
      <ProgressBar label="Making the package" done={0.4} />
    </section>
  );
}

function Tables(): VNode {
  const rows = [
    { id: 'A', count: '1,203' },
    { id: 'B', count: '7' },
  ];
  return (
    <section>
      <h2>Tables</h2>
      <Table
        caption="Rows, as a list on a phone"
        rows={rows}
        keyOf={({ id }) => id}
        isList
        columns={[
          { heading: 'Name', cell: ({ id }) => id },
          { heading: 'Cases', isNumber: true, cell: ({ count }) => count },
        ]}
      />
      <Pagination
        label="Rows of the sample"
        first={51}
        last={100}
        total={812}
        previous="/help/components?after=0"
        next="/help/components?after=100"
      />
      <Empty why="There are no packages of county 19 yet.">
        <p>A package is made of a submitted version.</p>
      </Empty>
    </section>
  );
}

function Happenings(): VNode {
  return (
    <section>
      <h2>What happened</h2>
      <Timeline
        events={[
          { key: '1', when: <DateOf date="2006-09-01" />, what: 'The case was opened.' },
          { key: '2', when: <DateOf date="2006-09-30" />, what: 'The case was closed.' },
        ]}
      />
    </section>
  );
}

function Forms({ request }: { request: PageRequest }): VNode {
  return (
    <section>
      <h2>Forms</h2>
      <ErrorSummary faults={REFUSED.faults} />
      <Form act="sample" request={request}>
        <TextField
          name="telephone"
          label="Telephone"
          hint="Where the state can reach whoever approves."
          type="tel"
          autocomplete="tel"
          state={REFUSED}
        />
        <TextArea name="reason" label="Reason" state={REFUSED} />
        <SelectField
          name="kind"
          label="Kind"
          state={REFUSED}
          options={[
            { value: 'case', text: 'A case' },
            { value: 'child', text: 'A child' },
          ]}
        />
        <CheckboxField name="certify" label="I certify that the report is right" state={REFUSED} />
        <FileField name="file" label="File" accept=".ndjson" state={REFUSED} />
        <SubmitButton
          text="Check your answers"
          back={{ href: '/help', text: 'Back to the help' }}
        />
      </Form>
      <h3>Check your answers</h3>
      <CheckYourAnswers answers={[{ name: 'Telephone', is: '916-555-0100' }]} />
    </section>
  );
}

const MONTHS: readonly Month[] = ['2006-07', '2006-08', '2006-09'].flatMap(
  (month) => parseMonth(month) ?? [],
);

/** One of each kind. */
function Pictures(): VNode {
  const day = civilDayOf(SAMPLE.instant);
  const timeline = timelineOf([
    {
      id: SAMPLE.record,
      effective: day,
      recorded: SAMPLE.instant,
      late: null,
      supersededBy: null,
    },
  ]);
  return (
    <section>
      <h2>Pictures</h2>
      <CoursePicture
        id="sample-course"
        title="Due and owed by month"
        course={{
          months: MONTHS,
          series: [
            { name: 'Due', as: 'bar', values: ['100.00', '0.00', '250.50'] },
            { name: 'Owed', as: 'line', values: ['20.00', null, '45.25'] },
          ],
          limits: [{ name: 'limit', value: 200 }],
        }}
      />
      {timeline === null ? null : (
        <TimelinePicture id="sample-timeline" title="What happened" timeline={timeline} />
      )}
      <StandingPicture
        id="sample-standing"
        standings={[
          {
            month: 'Sep 2006',
            counts: { approved: 3, submitted: 2, returned: 1, late: 1, open: 1 },
          },
        ]}
      />
    </section>
  );
}

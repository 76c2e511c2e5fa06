import { done } from '../../ports/outcome.js';
import { monthsOfCourse } from '../../reports/course-months.js';
import {
  ALL_COUNTIES,
  COUNTIES_IN_SCOPE,
  FIGURES_OF_ALL,
  addressOfCounty,
  question,
  unconcerned,
} from '../entry.js';
import {
  AS_OF,
  COLUMN,
  COUNTY,
  EDITION,
  FORM_NAME,
  HUNDREDTHS,
  LINE,
  MONTH,
  MONTHS,
  POSITION,
  SOURCE,
  SUBJECT,
  SUBJECT_ID,
  TEXT,
  fields,
  fieldsWith,
  orNull,
  wordOf,
} from '../forms.js';

/** Which rows of a trail, and in which order. */
const ROWS_CHOSEN = fieldsWith({}, { id: TEXT, least: HUNDREDTHS, order: wordOf('amount') });

const TRAIL = { county: COUNTY, month: MONTH, line: LINE, column: COLUMN, asOf: AS_OF };

/** What a county's months say, and who stands behind it. */
export const REPORT_ENTRIES = {
  report: question({
    action: 'report.read',
    input: fieldsWith(
      { county: COUNTY, months: MONTHS, asOf: AS_OF, form: FORM_NAME, source: SOURCE },
      EDITION,
    ),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ months, asOf }) => ({ months, positions: [asOf] }),
    showsPerson: false,
    load: async () => {
      const [{ reportFoldedBy }, { refuseLostLedger }, { yearsOf }] = await Promise.all([
        import('../../reports/report-of-county.js'),
        import('../../seals/lost-ledger.js'),
        import('../../reports/kept-years.js'),
      ]);
      return async (house, asked, { onRecords }) => {
        const { ledgers, submissions, foldMonths } = house;
        await refuseLostLedger(ledgers, submissions, asked.county);
        return reportFoldedBy(foldMonths, ledgers, await yearsOf(house), asked, onRecords);
      };
    },
  }),

  stateReport: question({
    action: 'state.read',
    input: fields({ months: MONTHS, form: FORM_NAME }),
    addresses: () => ALL_COUNTIES,
    retention: ({ months }) => ({ months, positions: [] }),
    showsPerson: false,
    load: async () => {
      const { stateReport } = await import('../../reports/state-report.js');
      return async ({ ledgers, replayCounties }, asked, { onRecords }) =>
        done(await stateReport(ledgers, replayCounties, asked, onRecords));
    },
  }),

  trail: question({
    action: 'trail.download',
    input: fieldsWith({ ...TRAIL, source: SOURCE }, EDITION),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({ months: [month], positions: [asOf] }),
    showsPerson: true,
    load: async () => {
      const [{ wholeTrail }, { yearsOf }] = await Promise.all([
        import('../../reports/whole-trail.js'),
        import('../../reports/kept-years.js'),
      ]);
      return async (house, asked, { onRecords }) =>
        wholeTrail(house.ledgers, await yearsOf(house), asked, onRecords);
    },
  }),

  trailPage: question({
    action: 'trail.read',
    input: fieldsWith(
      { ...TRAIL, after: POSITION, limit: POSITION },
      { ...EDITION, chosen: ROWS_CHOSEN, recordsMax: POSITION },
    ),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({ months: [month], positions: [asOf] }),
    showsPerson: true,
    load: async () => {
      const { trailPage } = await import('../../reports/trail-page.js');
      return ({ ledgers, years }, asked) => trailPage(ledgers, years, asked);
    },
  }),

  moment: question({
    action: 'report.read',
    input: fields({ county: COUNTY, asOf: AS_OF }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('positions, instants and roots outlive every erasure'),
    showsPerson: false,
    load: async () => {
      const { momentOfLedger } = await import('../../reports/moment-of-ledger.js');
      return ({ ledgers }, asked) => momentOfLedger(ledgers, asked);
    },
  }),

  history: question({
    action: 'case.read',
    input: fields({ county: COUNTY, subject: SUBJECT, asOf: AS_OF }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ asOf }) => ({ months: [], positions: [asOf] }),
    showsPerson: true,
    load: async () => {
      const { historyOfSubject } = await import('../../reports/subject-questions.js');
      return ({ ledgers }, asked) => historyOfSubject(ledgers, asked);
    },
  }),

  explain: question({
    action: 'case.read',
    input: fieldsWith(
      { county: COUNTY, month: MONTH, subject: SUBJECT, line: orNull(LINE), asOf: AS_OF },
      EDITION,
    ),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({ months: [month], positions: [asOf] }),
    showsPerson: true,
    load: async () => {
      const { explanationsOfSubject } = await import('../../reports/subject-questions.js');
      return ({ ledgers }, asked) => explanationsOfSubject(ledgers, asked);
    },
  }),

  courseOfCase: question({
    action: 'case.read',
    input: fields({ county: COUNTY, month: MONTH, subject: SUBJECT, asOf: AS_OF }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({ months: monthsOfCourse(month), positions: [asOf] }),
    showsPerson: true,
    load: async () => {
      const { courseOfCase } = await import('../../reports/case-course.js');
      return ({ ledgers }, asked) => courseOfCase(ledgers, asked);
    },
  }),

  casesOfParticipant: question({
    action: 'case.read',
    input: fields({ county: COUNTY, participant: SUBJECT_ID, asOf: AS_OF }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ asOf }) => ({ months: [], positions: [asOf] }),
    showsPerson: true,
    load: async () => {
      const { casesOfParticipant } = await import('../../reports/cases-of-participant.js');
      return ({ ledgers }, asked) => casesOfParticipant(ledgers, asked);
    },
  }),

  findById: question({
    action: 'case.read',
    input: fields({ county: COUNTY, id: TEXT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('what was erased is not found'),
    showsPerson: true,
    load: async () => {
      const { kindsOfId } = await import('../../reports/kinds-of-id.js');
      return ({ ledgers }, asked) => done(kindsOfId(ledgers, asked));
    },
  }),

  counties: question({
    action: 'report.read',
    input: fields({}),
    addresses: () => COUNTIES_IN_SCOPE,
    retention: unconcerned('sizes and the days of recording outlive every erasure'),
    showsPerson: false,
    load: async () => {
      const { countySummaries } = await import('../../reports/ledger-questions.js');
      return ({ ledgers }) => done(countySummaries(ledgers));
    },
  }),

  neighboursInSize: question({
    action: 'measures.read',
    input: fields({ county: COUNTY }),
    addresses: () => FIGURES_OF_ALL,
    retention: unconcerned('sizes outlive every erasure'),
    showsPerson: false,
    load: async () => {
      const { neighboursInSize } = await import('../../reports/ledger-questions.js');
      return ({ ledgers }, { county }) => done(neighboursInSize(ledgers, county));
    },
  }),

  ledgers: question({
    action: 'ledger.read',
    input: fields({}),
    addresses: () => COUNTIES_IN_SCOPE,
    retention: unconcerned('sizes and roots outlive every erasure'),
    showsPerson: false,
    load: async () => {
      const { ledgerSummaries } = await import('../../reports/ledger-questions.js');
      return ({ ledgers }) => done(ledgerSummaries(ledgers));
    },
  }),
};

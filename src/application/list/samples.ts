import { SAMPLE_METHODS } from '../../../events/acts/sample-acts.js';
import { done } from '../../ports/outcome.js';
import { act, addressOfCounty, question, unconcerned } from '../entry.js';
import {
  AS_OF,
  COLUMN,
  COUNTY,
  LINE,
  MONTH,
  NUMBER,
  POSITION,
  SAMPLE,
  TEXT,
  fields,
  listOf,
  orNull,
  wordOf,
} from '../forms.js';

const EVIDENCE_MAX = 20;

const DRAWN_AGAIN = unconcerned(
  'its rows are drawn again, and where their month is not kept they are said to be gone',
);

/** The auditor's workbench: samples of a line, and what was found of their rows. */
export const SAMPLE_ENTRIES = {
  drawSample: act({
    action: 'sample.draw',
    input: fields({
      county: COUNTY,
      month: MONTH,
      line: LINE,
      column: orNull(COLUMN),
      asOf: AS_OF,
      version: orNull(NUMBER),
      method: wordOf(...SAMPLE_METHODS),
      size: NUMBER,
      reserve: POSITION,
      seed: TEXT,
      by: TEXT,
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({ months: [month], positions: [asOf] }),
    showsPerson: true,
    load: async () => {
      const { drawForCounty } = await import('../../samples/draw-for-county.js');
      return (house, asked, { clock, onRecords }) =>
        drawForCounty({ ...house, clock, onRecords }, asked);
    },
  }),

  samples: question({
    action: 'sample.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('no row is in it'),
    showsPerson: false,
    load: async () => {
      const { samplesOfCounty } = await import('../../samples/sample-questions.js');
      return async ({ samples }, asked) => done(await samplesOfCounty(samples, asked));
    },
  }),

  sample: question({
    action: 'sample.read',
    input: fields({ county: COUNTY, sample: SAMPLE }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: DRAWN_AGAIN,
    showsPerson: true,
    load: async () => {
      const { sampleOfCounty } = await import('../../samples/sample-questions.js');
      return (house, asked, { onRecords }) => sampleOfCounty(house, asked, onRecords);
    },
  }),

  judgeSampleRow: act({
    action: 'sample.record',
    input: fields({
      county: COUNTY,
      sample: SAMPLE,
      row: NUMBER,
      judgement: TEXT,
      reason: orNull(TEXT),
      text: orNull(TEXT),
      evidence: listOf(TEXT, 0, EVIDENCE_MAX),
      replaces: orNull(NUMBER),
      by: TEXT,
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('a judgement adds to what was drawn'),
    showsPerson: false,
    load: async () => {
      const { judgeRow } = await import('../../samples/judge-row.js');
      return ({ samples }, asked, { clock }) => judgeRow(samples, asked, clock);
    },
  }),

  sampleChecks: question({
    action: 'sample.read',
    input: fields({ county: COUNTY, month: MONTH, version: NUMBER }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month }) => ({ months: [month], positions: [] }),
    showsPerson: true,
    load: async () => {
      const { sampleChecks } = await import('../../samples/sample-checks.js');
      return (house, asked, { onRecords }) => sampleChecks(house, asked, onRecords);
    },
  }),
};

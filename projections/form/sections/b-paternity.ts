import type { ChildMonth } from '../../child/child-month.js';
import { line } from '../line.js';
import type { LineEntry, LineRule } from '../line.js';

const ofOpenCases = (counts: (k: ChildMonth) => boolean): LineRule => ({
  kind: 'countChildren',
  counts,
  column: 'a',
  cases: 'open',
});
const common = { section: 'B', unit: 'children', columns: 'a' } as const;

/** Section B: paternity establishment. */
export const PATERNITY: readonly LineEntry[] = [
  line({
    ...common,
    line: '4',
    title: 'Children in IV-D cases open at the end of the month',
    period: 'point-in-time',
    citation: 'Section B, introduction and Line 4',
    rule: ofOpenCases((k) => k.countsByAge && k.hasOpenCase),
  }),
  line({
    ...common,
    line: '5',
    title: 'Children in open IV-D cases born out of wedlock',
    period: 'point-in-time',
    subsetOf: ['4'],
    citation: 'Section B, Line 5; section 452(g) of the Act',
    rule: ofOpenCases(
      (k) =>
        k.countsByAge &&
        k.hasOpenCase &&
        k.isBornOutOfWedlock &&
        k.isAtIssueInOpenCases &&
        !k.isExcluded,
    ),
  }),
  line({
    ...common,
    line: '5a',
    title: 'Children in IV-D cases open at the end of the prior FFY born out of wedlock',
    period: 'prior-ffy',
    suppliedBy: 'dcss',
    citation: 'Section B, Line 5a',
    rule: { kind: 'suppliedOrPriorSeptember', line: '5' },
  }),
  line({
    ...common,
    line: '6',
    title:
      'Children in IV-D cases open during or at the end of the month with paternity established or acknowledged',
    period: 'ffy-to-date',
    citation: 'Section B, Line 6',
    rule: {
      kind: 'countChildren',
      counts: (k) =>
        k.countsByAge &&
        k.hasFfyCase &&
        k.isAtIssueInFfyCases &&
        k.isBornOutOfWedlock &&
        k.isEstablished &&
        !k.isExcludedInFfy,
      column: 'a',
      cases: 'ffy',
    },
  }),
  line({
    ...common,
    line: '7',
    title: 'Children in open IV-D cases with paternity resolved',
    period: 'point-in-time',
    subsetOf: ['4'],
    citation: 'Section B, Line 7',
    rule: ofOpenCases(
      (k) =>
        k.countsByAge &&
        k.hasOpenCase &&
        !k.isExcluded &&
        (!k.isBornOutOfWedlock || k.isEstablished || !k.isAtIssueInOpenCases),
    ),
  }),
  line({
    ...common,
    line: '8',
    title: 'Children in the state born out of wedlock during the current period',
    period: 'ffy-to-date',
    suppliedBy: 'dcss',
    citation: 'Section B, Line 8',
    rule: { kind: 'supplied' },
  }),
  line({
    ...common,
    line: '8a',
    title: 'Children in the state born out of wedlock during the prior FFY',
    period: 'prior-ffy',
    suppliedBy: 'dcss',
    citation: 'Section B, Line 8a',
    rule: { kind: 'supplied' },
  }),
  line({
    ...common,
    line: '9',
    title: 'Children in the state with paternity established or acknowledged during the FFY',
    period: 'ffy-to-date',
    suppliedBy: 'dcss',
    citation: 'Section B, Line 9 (Line 10 plus Line 16)',
    rule: { kind: 'sumOfLines', lines: ['16', '10'] },
  }),
  line({
    ...common,
    line: '10',
    title: 'Children in the state with paternity acknowledged during the FFY',
    period: 'ffy-to-date',
    subsetOf: ['9'],
    suppliedBy: 'dcss',
    citation: 'Section B, Line 10',
    rule: { kind: 'supplied' },
  }),
];

import { CALWORKS, childOf, reportable } from './example.js';
import type { ToldExample } from './example.js';
import type { CountyLedger } from '../../support/county-ledger.js';
import type { CaseUnderTest } from '../../support/case-under-test.js';
import type { LineNumber } from '../../../events/line-numbers.js';

/** Examples of sections E to J. */
export const EXAMPLES_E_TO_J = {
  '21': [
    ['A a'],
    (county: CountyLedger) => {
      county.opened('A').orders('2005-02-01', { medical: '40.00' });
      county.opened('OUT').orders('2005-02-01');
    },
  ],
  '21a': [
    ['A a'],
    (county: CountyLedger) => {
      const insured = (id: string): CaseUnderTest =>
        county.opened(id).orders('2005-02-01', { insurance: true });
      insured('A').covers('2006-04-01').coverageEnds('2006-05-01');
      insured('OUT').bill('2006-04-01');
    },
  ],
  '22': [
    ['A a'],
    (county: CountyLedger) => {
      county.opened('A').orders('2005-02-01', { insurance: true });
      county.opened('OUT').orders('2005-02-01', { medical: '40.00' });
      county.opened('OUT-2').orders('2005-02-01', { insurance: true }).unavailable('2006-01-01');
    },
  ],
  '23': [
    ['A a'],
    (county: CountyLedger) => {
      const insured = (id: string): CaseUnderTest =>
        county.opened(id).orders('2005-02-01', { insurance: true });
      insured('A').covers('2006-04-01');
      insured('OUT').covers('2006-04-01', 'V-1', { kind: 'public' });
      insured('OUT-2').covers('2006-04-01', 'V-1', { asOrdered: false });
      insured('OUT-3').covers('2006-04-01').coverageEnds('2006-09-30');
    },
  ],
  '24': [
    ['A d 300.00'],
    (county: CountyLedger) => {
      const a = county.opened('A').orders('2005-02-01');
      for (const month of ['07', '08', '09']) a.charges(`2006-${month}-01`, '100.00');
      county
        .opened('OUT')
        .orders('2005-02-01')
        .charges('2006-07-01', '9.00')
        .jurisdiction('2006-08-01', false);
    },
  ],
  '24a': [
    ['A d 120.00'],
    (county: CountyLedger) =>
      county
        .opened('A')
        .orders('2005-02-01')
        .charges('2006-09-01', '100.00')
        .paysVoluntarily('2006-09-10', 'current family 20.00'),
  ],
  '25': [
    ['A d 80.00'],
    (county: CountyLedger) => {
      county.opened('A').pays('2006-06-10', 'current family 80.00', 'arrears family 20.00');
      county.opened('OUT').pays('2006-06-10', 'current family 80.00').reverses('2006-06-30', 'P-1');
    },
  ],
  '25a': [
    ['A d 80.00'],
    (county: CountyLedger) => {
      county.opened('A').pays('2006-09-10', 'current family 80.00', 'arrears family 20.00');
      county.opened('OUT').pays('2006-09-10', 'current family 80.00').reverses('2006-09-30', 'P-1');
    },
  ],
  '26': [
    ['A d 505.00'],
    (county: CountyLedger) => {
      const owing = (id: string): CaseUnderTest =>
        county
          .opened(id)
          .orders('2005-02-01')
          .charges('2006-08-01', '500.00')
          .accrues('2006-09-30', '5.00');
      owing('A').adjusts('2006-09-15', '30.00', '2006-05');
      owing('OUT').receives('2006-01-01');
    },
  ],
  '27': [
    ['A d 25.00'],
    (county: CountyLedger) => {
      county.opened('A').pays('2006-06-10', 'arrears family 20.00', 'interest family 5.00');
      county.opened('OUT').receives('2006-01-01').pays('2006-06-10', 'arrears family 20.00');
    },
  ],
  '27a': [
    ['A d 25.00'],
    (county: CountyLedger) => {
      county.opened('A').pays('2006-09-10', 'arrears family 20.00', 'interest family 5.00');
      county.opened('OUT').receives('2006-01-01').pays('2006-09-10', 'arrears family 20.00');
    },
  ],
  '28': [
    ['A a'],
    (county: CountyLedger) => {
      const charged = (id: string): CaseUnderTest =>
        county.opened(id).orders('2005-02-01').charges('2006-03-01', '100.00');
      charged('A').pays('2006-04-10', 'arrears family 100.00');
      charged('OUT').pays('2006-03-10', 'current family 100.00');
      charged('OUT-2')
        .pays('2006-03-10', 'current family 100.00')
        .adjusts('2006-05-01', '50.00', '2005-06');
    },
  ],
  '29': [
    ['A a'],
    (county: CountyLedger) => {
      const owing = (id: string): CaseUnderTest =>
        county.opened(id).orders('2005-02-01').bringsForward('2005-02-01', '50.00');
      owing('A').pays('2006-06-10', 'arrears family 20.00');
      owing('OUT')
        .bringsForward('2005-02-01', '50.00', 'state')
        .pays('2006-06-10', 'arrears state 20.00');
    },
  ],
  '30': [['= 13.00'], (county: CountyLedger) => county.staff('2006-09-29', ['12', '173'])],
  '31': [
    ['= 2.50'],
    (county: CountyLedger) => county.staff('2006-09-29', ['1', '0'], ['2', '86.5']),
  ],
  '32': [[], (county: CountyLedger) => county.staff('2006-09-29', ['12', '173'])],
  '33': [
    ['K a'],
    (county: CountyLedger) => {
      childOf(reportable(county, '33'), 'K', { birthDate: '1980-01-01' }).mediCal('2006-06-01');
      childOf(county, 'OUT').mediCal('2006-06-01');
      county.case('C-OUT').receives('2006-01-01');
    },
  ],
  '34': [
    ['K a'],
    (county: CountyLedger) => {
      childOf(reportable(county, '34').reportable('2005-01-01', '2005-01', '33'), 'K').mediCal(
        '2006-06-01',
      );
      county
        .case('C-K')
        .covers('2006-04-01', 'V-1', { children: ['K'] })
        .coverageEnds('2006-05-01');
      childOf(county, 'OUT').mediCal('2006-06-01');
      county.case('C-OUT').covers('2006-04-01', 'V-1', { kind: 'public', children: ['OUT'] });
    },
  ],
  '35': [
    ['A a'],
    (county: CountyLedger) => {
      reportable(county, '35')
        .opened('A')
        .covers('2006-04-01', 'V-1', { kind: 'public' })
        .coverageEnds('2006-05-01');
      county.opened('OUT').covers('2006-04-01').closes('2006-09-30');
      county.opened('OUT-2').covers('2006-04-01').receives('2006-01-01');
    },
  ],
  '36': [
    ['A a 30.00'],
    (county: CountyLedger) => {
      reportable(county, '36').opened('A').pays('2006-09-10', 'medical state 30.00');
      county.opened('OUT').pays('2006-09-10', 'medical family 30.00');
    },
  ],
  '38': [
    ['A b'],
    (county: CountyLedger) => {
      county.opened('A', '2006-01-01', CALWORKS).has('NonCooperationDetermined', '2006-08-15');
      county.opened('OUT', '2006-01-01').has('NonCooperationDetermined', '2006-08-15');
    },
  ],
  '39': [
    ['A b'],
    (county: CountyLedger) => {
      county
        .opened('A', '2004-01-01')
        .has('GoodCauseDetermined', '2004-02-01')
        .has('GoodCauseEnded', '2005-12-01');
      county
        .opened('OUT', '2004-01-01')
        .has('GoodCauseDetermined', '2004-02-01')
        .has('GoodCauseEnded', '2005-10-01');
    },
  ],
  '43': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').serves('2006-03-03').serves('2006-05-04');
      county.opened('OUT').serves('2005-01-05');
    },
  ],
  '44': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').orders('2005-02-01').charges('2005-11-01', '100.00');
      county.opened('OUT').orders('2005-02-01').bringsForward('2005-11-01', '100.00');
    },
  ],
  '45': [
    ['A d'],
    (county: CountyLedger) => {
      const due = (id: string): CaseUnderTest =>
        county.opened(id).orders('2005-02-01').charges('2005-11-01', '100.00');
      due('A').pays('2005-11-10', 'current family 10.00');
      due('OUT').pays('2005-12-10', 'arrears family 10.00');
    },
  ],
  '46': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').closes('2005-06-01').reopens('2006-09-12');
      county.case('OUT').transfersIn('2006-09-12');
      county.opened('OUT-2').program('2006-09-12', 'calworks');
    },
  ],
  '47': [
    ['A b'],
    (county: CountyLedger) => {
      county.opened('A', '2006-01-01', CALWORKS).closes('2006-09-30');
      county.opened('OUT').transfersOut('2006-09-30');
      county.opened('OUT-2').jurisdiction('2006-01-01', false).closes('2006-09-30');
    },
  ],
  '48': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').orders('2006-05-03', { more: { byDefault: true } });
      county.opened('OUT').orders('2006-05-03', { by: 'other', more: { byDefault: true } });
    },
  ],
  '49': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').orders('2006-05-03', { more: { byDefault: true, presumedIncome: true } });
      county.opened('OUT').orders('2006-05-03', { more: { byDefault: true } });
    },
  ],
} satisfies Partial<Record<LineNumber, ToldExample>>;

import { CALWORKS, MOTHER, childOf, reportable } from './example.js';
import type { CountyLedger } from '../../support/county-ledger.js';
import type { Given, ToldExample } from './example.js';
import type { LineNumber } from '../../../events/line-numbers.js';

const MEDI_CAL = { program: 'medi-cal-only' };

const referred = (
  line: LineNumber,
  way: 'sends' | 'receives',
  kind: string,
  other: string,
): Given => {
  const hasOrder = line.startsWith('2');
  return (county: CountyLedger) => {
    reportable(county, ['1a', '1b', '2a', '2b'].includes(line) ? '33' : line);
    const a = county.opened('A')[way]('2006-09-01', kind);
    county.opened('OUT')[way]('2006-09-01', other);
    if (!hasOrder) return;
    a.orders('2005-02-01');
  };
};

/** Examples of sections A to D. */
export const EXAMPLES_A_TO_D = {
  '1': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A', '2006-09-12');
      county.opened('OUT').closes('2006-09-30');
      county.opened('OUT-2').transfersOut('2006-09-30');
      county.opened('OUT-3').jurisdiction('2006-01-01', false);
    },
  ],
  '1a': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').sends('2006-01-01').sends('2006-02-01', 'state', 'S-2');
      county.opened('OUT').sends('2006-01-01', 'tribe');
      county.opened('OUT-2').sends('2006-01-01').sentEnds('2006-02-01');
    },
  ],
  '1b': [['A d'], referred('1b', 'receives', 'state', 'country')],
  '1c': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A', '2006-01-01', MEDI_CAL);
      county.opened('OUT', '2006-01-01', CALWORKS).program('2006-02-01', 'medi-cal-only');
    },
  ],
  '1d': [['A d'], referred('1d', 'sends', 'tribe', 'state')],
  '1e': [['A d'], referred('1e', 'receives', 'tribe', 'country')],
  '1f': [
    ['A a'],
    (county: CountyLedger) => {
      reportable(county, '1f')
        .opened('A')
        .sends('2006-01-01', 'country')
        .sends('2006-01-01', 'country', 'S-2');
      county.opened('OUT').sends('2006-01-01', 'tribe');
    },
  ],
  '1g': [['A a'], referred('1g', 'receives', 'country', 'tribe')],
  '2': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').orders('2005-02-01').orders('2005-03-01', { order: 'O-2' });
      county.opened('OUT').orders('2005-02-01').setsAside('2006-01-01');
      county.opened('OUT-2').orders('2005-02-01', { more: { enforceable: false } });
      county.opened('OUT-3').orders('2005-02-01', { more: { generalObligation: true } });
    },
  ],
  '2a': [['A d'], referred('2a', 'sends', 'tribe', 'state')],
  '2b': [['A d'], referred('2b', 'receives', 'country', 'state')],
  '2c': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').orders('2005-02-01', { support: '0.00', insurance: true });
      county.opened('OUT').orders('2005-02-01', { support: '0.00', medical: '1.00' });
      county.opened('OUT-2').orders('2005-02-01', { support: '0.00', kind: 'arrears-judgment' });
    },
  ],
  '2d': [
    ['A d'],
    (county: CountyLedger) => {
      county
        .opened('A', '2006-01-01', MEDI_CAL)
        .orders('2006-02-01', { support: '0.00', medical: '50.00' });
      county.opened('OUT', '2006-01-01', MEDI_CAL);
    },
  ],
  '2e': [
    ['A a'],
    (county: CountyLedger) => {
      county
        .opened('A')
        .orders('2005-02-01')
        .bringsForward('2005-02-01', '500.00')
        .terminates('2006-06-30');
      county.opened('OUT').orders('2005-02-01').bringsForward('2005-02-01', '500.00');
      county.opened('OUT-2').orders('2005-02-01').terminates('2006-06-30');
    },
  ],
  '2f': [['A d'], referred('2f', 'sends', 'tribe', 'tribe')],
  '2g': [['A d'], referred('2g', 'receives', 'tribe', 'tribe')],
  '2h': [['A a'], referred('2h', 'sends', 'country', 'country')],
  '2i': [['A a'], referred('2i', 'receives', 'country', 'country')],
  '3': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').jurisdiction('2006-01-01', false);
      county.opened('OUT').jurisdiction('2006-01-01', false).closes('2006-02-01');
      county.opened('OUT-2').jurisdiction('2006-01-01', false).jurisdiction('2006-02-01', true);
    },
  ],
  '4': [
    ['K a'],
    (county: CountyLedger) => {
      childOf(county, 'K');
      county.opened('B').adds('2005-01-02', 'K');
      childOf(county, 'OUT', { birthDate: '1987-09-30' });
      county.registered('OUT-2');
      county.opened('C').adds('2005-01-02', 'OUT-2').jurisdiction('2006-01-01', false);
    },
  ],
  '5': [
    ['K a'],
    (county: CountyLedger) => {
      childOf(county, 'K');
      childOf(county, 'OUT', { opening: MOTHER });
      childOf(county, 'OUT-2').losesParent('2006-01-01');
      childOf(county, 'OUT-3');
      county.case('C-OUT-3').has('GoodCauseDetermined', '2006-01-01');
    },
  ],
  '5a': [['K a'], (county: CountyLedger) => childOf(county, 'K')],
  '6': [
    ['K a'],
    (county: CountyLedger) => {
      childOf(county, 'K').established('2001-01-01', 'other', 'other');
      county.case('C-K').closes('2006-03-15');
      childOf(county, 'OUT').established('2001-01-01').vacated('2002-01-01');
      childOf(county, 'OUT-2', { opening: MOTHER }).established('2001-01-01');
      childOf(county, 'OUT-3').established('2001-01-01');
      county.case('C-OUT-3').has('GoodCauseDetermined', '2006-01-01');
    },
  ],
  '7': [
    ['K a'],
    (county: CountyLedger) => {
      childOf(county, 'K', { bornOutOfWedlock: false });
      childOf(county, 'OUT');
      childOf(county, 'OUT-2', { bornOutOfWedlock: false });
      county.case('C-OUT-2').closes('2006-03-15');
      childOf(county, 'OUT-3', { bornOutOfWedlock: false });
      county.case('C-OUT-3').has('GoodCauseDetermined', '2006-01-01');
    },
  ],
  '8': [['= 1800'], (county: CountyLedger) => county.figure('2006-09-30', '8', 1800)],
  '8a': [['= 1700'], (county: CountyLedger) => county.figure('2005-10-05', '8a', 1700)],
  '9': [
    ['= 300', 'K a'],
    (county: CountyLedger) => {
      county.figure('2006-02-01', '10', 300);
      childOf(county, 'K').established('2006-03-10');
    },
  ],
  '10': [['= 300'], (county: CountyLedger) => county.figure('2006-02-01', '10', 300)],
  '12': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').orders('2005-02-01').setsAside('2006-01-01');
      county.opened('OUT').orders('2005-02-01', { kind: 'arrears-judgment' });
    },
  ],
  '13': [
    ['K d'],
    (county: CountyLedger) => {
      childOf(county, 'K');
      childOf(county, 'OUT', { bornOutOfWedlock: false });
      childOf(county, 'OUT-2').established('2001-01-01');
      childOf(county, 'OUT-3', { opening: MOTHER });
    },
  ],
  '14': [
    ['A a'],
    (county: CountyLedger) => {
      county.opened('A').collects('2006-05-20', 'C-1', '10.00').aidEnds('2006-06-15', '2006-05');
      county.opened('OUT').collects('2006-06-20', 'C-1', '10.00').aidEnds('2006-06-15', '2006-05');
      county
        .opened('OUT-2')
        .collects('2005-08-20', 'C-1', '10.00')
        .aidEnds('2005-09-15', '2005-08');
    },
  ],
  '16': [
    ['K d'],
    (county: CountyLedger) => {
      childOf(county, 'K').established('2006-03-10');
      childOf(county, 'OUT').established('2006-03-10').established('2006-04-10', 'pop', 'other');
      childOf(county, 'OUT-2')
        .established('2004-12-31', 'judicial', 'other')
        .established('2006-03-10');
    },
  ],
  '17': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A', '2006-01-10').orders('2006-05-03');
      county.opened('OUT', '2006-01-10').orders('2006-01-09');
      county
        .opened('OUT-2')
        .orders('2005-05-03')
        .setsAside('2006-01-01')
        .orders('2006-05-03', { order: 'O-2', more: { reestablishes: 'O-1' } });
      county.opened('OUT-3').orders('2005-05-03').modifies('2006-05-03', { support: '90.00' });
    },
  ],
  '18': [
    ['A d'],
    (county: CountyLedger) => {
      county
        .opened('A')
        .collects('2005-12-10', 'C-1', '10.00')
        .collects('2006-04-10', 'C-2', '90.00');
      county.opened('OUT').collects('2005-09-30', 'C-1', '10.00');
      county.opened('OUT-2').collects('2005-12-10', 'C-1', '10.00').transfersOut('2006-01-01');
    },
  ],
  '18a': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').receives('2006-03-01', 'tribe').collects('2006-06-10', 'C-1', '10.00');
      county.opened('OUT').collects('2006-06-10', 'C-1', '10.00');
    },
  ],
  '19': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').sends('2006-03-01').sends('2006-03-02', 'state', 'S-2');
      county.opened('OUT').sends('2005-09-30');
    },
  ],
  '20': [
    ['A d'],
    (county: CountyLedger) => {
      county.opened('A').receives('2006-03-01').receivedEnds('2006-05-01');
      county.opened('OUT').receives('2005-09-30');
    },
  ],
} satisfies Partial<Record<LineNumber, ToldExample>>;

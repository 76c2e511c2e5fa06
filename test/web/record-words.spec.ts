import type { LedgerRecord } from '../../events/record.js';
import { detailsOf } from '../../src/web/record-words.js';

const DISTRIBUTED = {
  type: 'CollectionDistributed',
  data: {
    allocations: [
      { amount: '1136.42', bucket: 'current', to: 'family' },
      { amount: '50.00', bucket: 'fee', to: 'state' },
    ],
    collection: 'C-1',
    distribution: 'D-1',
  },
} as unknown as LedgerRecord; // what the words are of, and nothing else

describe('what a record says', () => {
  it('is words for the parts of a distribution, and no code', () => {
    expect(detailsOf(DISTRIBUTED)).toEqual([
      { name: 'collection', value: 'C-1' },
      { name: 'distribution', value: 'D-1' },
      { name: 'part 1', value: '1,136.42 as current support, to the family' },
      { name: 'part 2', value: '50.00 as a fee, to the state' },
    ]);
  });

  it('is money with separators and a true minus, and months and days as they are read', () => {
    expect(words('ArrearsAdjusted', { amount: '-1250.25', forPeriod: '2006-09' })).toEqual([
      'amount \u22121,250.25',
      'for period September 2006',
    ]);
    const terms = { currentSupport: '1234.56', cashMedical: '0.00', reserved: false };
    expect(words('SupportOrderEstablished', { order: 'O-1', terms })).toEqual([
      'order O-1',
      'terms, current support 1,234.56',
      'terms, cash medical 0.00',
      'terms, reserved no',
    ]);
    expect(words('StatewideFigureRecorded', { line: '8', value: 187642 })).toEqual([
      'line 8',
      'value 187,642',
    ]);
    expect(words('CaseTransferredIn', { openedOn: '2003-05-20' })).toEqual([
      'opened on 20 May 2003',
    ]);
  });

  it('is an id or a text as it was typed, whatever else it looks like', () => {
    expect(words('SupportOrderTerminated', { order: '2006-10-15' })).toEqual(['order 2006-10-15']);
    expect(words('CaseClosed', { reason: 'medi-cal-only' })).toEqual(['reason medi-cal-only']);
    expect(words('AssistanceProgramChanged', { program: 'medi-cal-only' })).toEqual([
      'program Medi-Cal only',
    ]);
  });
});

function words(type: string, data: object): readonly string[] {
  const record = { type, data } as unknown as LedgerRecord; // what the words are of, and nothing else
  return detailsOf(record).map(({ name, value }) => `${name} ${value}`);
}

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
});

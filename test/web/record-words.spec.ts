import type { LedgerRecord } from '../../events/record.js';
import { fieldsOfType } from '../../src/web/pages/help/view.js';
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

describe('the help of a type of record', () => {
  it('names a list by the headings that a file has', () => {
    const fields = fieldsOfType('CollectionDistributed');
    expect(fields.map(({ name }) => name)).toEqual([
      ...['distribution', 'collection', 'allocations.1.bucket', 'allocations.1.amount'],
      'allocations.1.to',
    ]);
    expect(fields[2]?.form).toContain('further ones up to allocations.20.bucket');
    expect(fields.every(({ isNeeded }) => isNeeded)).toBe(true);
  });
});

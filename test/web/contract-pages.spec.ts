import { PAGES } from '../../src/web/pages.js';
import { CONTRACT_PAGES, PAGES_BESIDE } from './contract-pages.js';

const known = new Map(PAGES.map(({ address, action }) => [address, action as string]));

describe('the pages of the contract', () => {
  it('are all there', () => {
    const missing = CONTRACT_PAGES.filter(({ address }) => !known.has(address));
    expect(missing.map(({ address }) => address)).toEqual([]);
  });

  it.each(CONTRACT_PAGES)('$address is for whom the contract says', ({ address, actions }) => {
    expect(actions).toContain(known.get(address));
  });

  it('are all that there are, with what stands under them', () => {
    const written = [...CONTRACT_PAGES, ...PAGES_BESIDE].map(({ address }) => address);
    expect([...known.keys()].toSorted()).toEqual(written.toSorted());
  });

  it.each(PAGES_BESIDE)('$address, under them, is for whom it is written down', (beside) => {
    expect(beside.actions).toEqual([known.get(beside.address)]);
  });

  it('are no two of one address', () => {
    expect(PAGES.map(({ address }) => address)).toHaveLength(known.size);
  });
});

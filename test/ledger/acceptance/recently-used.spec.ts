import { RecentlyUsed } from '../../../src/ledger/acceptance/recently-used.js';

describe('what was recently used', () => {
  const filled = (): RecentlyUsed<number> => {
    const values = new RecentlyUsed<number>((value) => value);
    values.set('one', 1);
    values.set('two', 2);
    return values;
  };

  it('keeps all up to half of the greatest weight, and ages one past it', () => {
    const values = filled();
    values.age(6);
    values.set('three', 3);
    expect([values.get('one'), values.get('two'), values.weight]).toEqual([1, 2, 6]);
    values.age(11);
    values.age(11);
    expect([values.get('one'), values.get('three')]).toEqual([1, 3]);
  });

  it('lets go of what was not asked for while the young filled up', () => {
    const values = filled();
    values.age(5);
    expect(values.get('two')).toBe(2);
    values.set('nine', 9);
    values.age(5);
    expect([values.get('one'), values.get('two'), values.get('nine')]).toEqual([undefined, 2, 9]);
  });

  it('counts growth that it is told of', () => {
    const values = filled();
    values.grew(7);
    expect(values.weight).toBe(10);
    values.age(19);
    values.age(19);
    expect(values.weight).toBe(10);
    values.set('three', 10);
    values.age(19);
    expect(values.get('one')).toBe(undefined);
  });

  it('forgets what is deleted, of either age, and all when cleared', () => {
    const values = filled();
    values.delete('one');
    values.age(0);
    values.delete('two');
    values.set('three', 3);
    expect([values.get('one'), values.get('two'), values.get('three')]).toEqual([
      undefined,
      undefined,
      3,
    ]);
    values.clear();
    expect([values.get('three'), values.weight]).toEqual([undefined, 0]);
  });
});

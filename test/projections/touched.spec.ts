import { TYPE_CODE } from '../../events/registry.js';
import { parseDay } from '../../events/values/day.js';
import { ChildrenByCase } from '../../projections/checkpoints/children-by-case.js';
import { perhapsTouchedBy, touchedBy } from '../../projections/checkpoints/touched.js';
import type { Touched } from '../../projections/checkpoints/touched.js';
import { GrowingColumns } from '../../projections/columns/growing-columns.js';
import { present } from '../store/present.js';

const FIRST = day('2005-10-01');
const LAST = day('2006-09-30');
/** Cases 1 and 2 share child 11; case 3 has child 12; case 4 has none. */
const CHILDREN = new ChildrenByCase({
  start: Uint32Array.of(0, 0, 1, 2, 3),
  children: Uint32Array.of(11, 11, 12),
});

function day(text: string): number {
  return present(parseDay(text));
}

interface Row {
  readonly subject: number;
  readonly effective: string;
  readonly corrects?: number;
  readonly type?: number;
  readonly args?: readonly number[];
}

function touched(rows: readonly Row[], dayOf: (position: number) => number = () => FIRST): unknown {
  const columns = new GrowingColumns(rows.length);
  rows.forEach(
    ({ subject, effective, corrects = 0, type = TYPE_CODE.CaseClosed, args = [] }, at) => {
      columns.addRow(101 + at, subject, type, day(effective), 101 + at, corrects);
      columns.pushArgs(args, 0, args.length);
    },
  );
  const tail = columns.finish();
  const found = touchedBy({
    tail,
    firstDay: FIRST,
    lastDay: LAST,
    dayOf,
    isChild: (subject) => subject > 10,
    children: CHILDREN,
  });
  // Whoever is named, his records were read.
  const perhaps = perhapsTouchedBy(tail, CHILDREN);
  const named = Object.values(found).flatMap((some: Touched[keyof Touched]) => [...some.keys()]);
  expect(named.filter((subject) => !perhaps.has(subject))).toEqual([]);
  return Object.fromEntries(
    Object.entries(found).map(([name, subjects]) => [
      name,
      [...(subjects as Set<number> | Map<number, number>)].sort(),
    ]),
  );
}

const NOBODY = {
  cases: [],
  stale: [],
  children: [],
  staleChildren: [],
  resumed: [],
  beforeYear: [],
};

describe('whom later records touch in a kept fiscal year', () => {
  it('is nobody by what is effective after it', () => {
    expect(touched([{ subject: 1, effective: '2006-10-01' }])).toEqual(NOBODY);
  });

  it('is on its last and first day the case, its children, and their other cases', () => {
    const fresh = { ...NOBODY, cases: [1], children: [11], resumed: [1, 2] };
    expect(touched([{ subject: 1, effective: '2006-09-30' }])).toEqual(fresh);
    expect(touched([{ subject: 1, effective: '2005-10-01' }])).toEqual(fresh);
  });

  it("are before it stale ones, folded from the day that is reached, their children's others from the day before it", () => {
    const stale = { cases: [1], stale: [1], children: [11], staleChildren: [11], resumed: [] };
    for (const reached of ['2005-09-30', '2001-02-03']) {
      expect(touched([{ subject: 1, effective: reached }])).toEqual({
        ...stale,
        beforeYear: [
          [1, day(reached)],
          [2, FIRST - 1],
        ],
      });
    }
  });

  it('are by a correction those of the day that it corrects, too', () => {
    const later = [{ subject: 4, effective: '2006-05-01', corrects: 7 }];
    expect(touched(later, () => day('2005-09-30'))).toEqual({
      ...NOBODY,
      cases: [4],
      stale: [4],
      beforeYear: [[4, FIRST - 1]],
    });
    expect(touched(later)).toEqual({ ...NOBODY, cases: [4], resumed: [4] });
    const moved = [{ subject: 4, effective: '2006-11-01', corrects: 7 }];
    expect(touched(moved)).toEqual({ ...NOBODY, cases: [4], resumed: [4] });
  });

  it('is the child that a case names only now, with its other cases', () => {
    const type = TYPE_CODE.ChildAddedToCase;
    expect(touched([{ subject: 4, effective: '2006-01-15', type, args: [12] }])).toEqual({
      ...NOBODY,
      cases: [4],
      children: [12],
      resumed: [3, 4],
    });
  });

  it('is a child by a record of its own, and for the September before by an earlier one', () => {
    expect(touched([{ subject: 12, effective: '2006-01-15' }])).toEqual({
      ...NOBODY,
      children: [12],
      resumed: [3],
    });
    expect(touched([{ subject: 12, effective: '2004-01-15' }])).toEqual({
      ...NOBODY,
      children: [12],
      staleChildren: [12],
      beforeYear: [[3, FIRST - 1]],
    });
  });
});

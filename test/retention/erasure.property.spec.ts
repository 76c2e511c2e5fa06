import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { dayOf } from '../../events/values/day.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { inclusionProof, leafHash, verifyInclusion } from '../../projections/seal/merkle.js';
import type { SubjectKey } from '../../src/reports/subject.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { answersOf } from './answers.js';
import { County, isWithin, longTexts } from './county.js';
import type { PrintedPlan } from './county.js';
import { families } from './families.js';
import type { FamilyRecord } from './families.js';

/** Rounds in CI; with PLUMBLINE_SOAK so many that 200 ledgers are seen. */
const ROUNDS = rounds(3, 200);
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: ROUNDS }, (_, index) => FIRST_SEED + index);

/** The accepted records by position, as they lie in the ledger. */
function positionsOf(path: string): ReadonlyMap<string, number> {
  const folder = LedgerFolder.open(path, 'read');
  try {
    const file = folder.ledger('19' as never); // a county of the contract
    const rows = file === null ? [] : [...file.rows(1, file.size)].flat();
    return new Map(rows.map(({ id, position }) => [id, position]));
  } finally {
    folder.close();
  }
}

function subjectsOf(records: readonly FamilyRecord[]): readonly SubjectKey[] {
  const keys = new Map<string, SubjectKey>();
  for (const { case: ofCase, child } of records) {
    if (ofCase !== undefined) keys.set(ofCase, { kind: 'case', id: ofCase });
    if (child !== undefined) keys.set(child, { kind: 'child', id: child });
  }
  return [...keys.values()];
}

describe('an erasure of a random ledger', () => {
  let records = 0;
  let answers = 0;
  let erasing = 0;

  it.each(SEEDS)('seed %i: what stays answers as before, what goes is nowhere', async (seed) => {
    const county = new County();
    const random = new Random(seed * 7919);
    try {
      const sent = families(seed);
      await county.ingest(sent);
      const held = random.chance(0.4) ? await placeHold(county, random, sent) : null;
      const on = formatDay(random.integer(dayOf(2006, 1, 1), dayOf(2012, 12, 31)) as Day);
      const plan = await county.plan(on);
      const at = positionsOf(county.path);
      const isGone = ({ id }: FamilyRecord): boolean => isWithin(plan.erased, at.get(id) ?? 0);
      const staying = sent.filter((record) => at.has(record.id) && !isGone(record));
      expectNothingInsideIsGone(plan, sent, at, held);
      const asked = {
        ...questions(plan, at.size, random),
        subjects: random.some(subjectsOf(staying), 0.4),
      };
      const before = await answersOf(county.path, { ...asked, random: new Random(seed) });
      await county.erase(on);
      const after = await answersOf(county.path, { ...asked, random: new Random(seed) });
      expect(after).toEqual(before);
      expect((await county.run('check')).stdout).toContain('No fault found.');
      const kept = JSON.stringify(staying);
      const gone = [...longTexts(sent.filter(isGone))].filter((text) => !kept.includes(text));
      expect(county.found(gone)).toEqual([]);
      expect((await county.plan(on)).records).toBe(0);
      records += plan.records;
      answers += after.size;
      erasing += plan.records > 0 ? 1 : 0;
    } finally {
      county.remove();
    }
  });

  it('saw enough', () => {
    expect(erasing).toBeGreaterThan(ROUNDS / 2);
    expect(records).toBeGreaterThan(ROUNDS);
    expect(answers).toBeGreaterThan(ROUNDS);
    process.stderr.write(
      `${String(ROUNDS)} ledgers from seed ${String(FIRST_SEED)}, ${String(erasing)} with something erased: ${String(records)} records gone, ${String(answers)} answers the same.\n`,
    );
  });

  it('twice gives what the later order alone gives', async () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const [twice, once] = [new County(), new County()];
      try {
        for (const county of [twice, once]) await county.ingest(families(seed));
        await twice.erase('2008-06-15');
        await twice.erase('2011-02-01');
        await once.erase('2011-02-01');
        const [one, other] = [twice, once].map(({ path }) => [...positionsOf(path)]);
        expect(one).toEqual(other);
        const lists = await Promise.all(
          [twice, once].map((county) =>
            county.json<{ firstMonth: string; cut: number }>('retention list'),
          ),
        );
        expect(lists[0]).toMatchObject({ firstMonth: lists[1]?.firstMonth, cut: lists[1]?.cut });
        expect((await twice.run('root')).stdout).toBe((await once.run('root')).stdout);
      } finally {
        twice.remove();
        once.remove();
      }
    }
  });

  it('leaves inclusion proofs of erased and kept records that verify', async () => {
    const county = new County();
    try {
      await county.ingest(families(3));
      await county.erase('2011-02-01');
      const folder = LedgerFolder.open(county.path, 'read');
      const file = folder.ledger('19' as never); // a county of the contract
      if (file === null) throw new Error('The ledger is gone.');
      const leaves = [...file.leaves(1, file.size)];
      for (const [index, leaf] of leaves.entries()) {
        const { size } = file;
        const hashes = inclusionProof(file.subtrees(), index, size);
        const claim = { leaf, index, size, root: file.root(), hashes };
        expect(verifyInclusion(claim)).toBe(true);
      }
      for (const page of file.rows(1, file.size)) {
        for (const { id, position } of page) {
          const text = file.leafOf(id)?.text ?? '';
          expect(leafHash(Buffer.from(text))).toEqual(leaves[position - 1]);
        }
      }
      folder.close();
    } finally {
      county.remove();
    }
  });
});

async function placeHold(
  county: County,
  random: Random,
  sent: readonly FamilyRecord[],
): Promise<string | null> {
  const id = random.pick(sent).case;
  if (id === undefined) return null;
  const { code } = await county.run(
    'hold place',
    '--case',
    id,
    '--by',
    'L',
    '--reason',
    'docket 7',
  );
  return code === 0 ? id : null;
}

function questions(
  plan: PrintedPlan,
  size: number,
  random: Random,
): {
  readonly months: readonly Month[];
  readonly positions: readonly number[];
  readonly random: Random;
} {
  const first = parseMonth(plan.firstMonth) ?? (0 as Month); // printed by the program
  const months = [0, ...Array.from({ length: 3 }, () => random.integer(0, 70))].map(
    (later) => (first + later) as Month,
  );
  const from = Math.max(plan.cut, 1);
  return {
    months: [...new Set(months)].sort((one, other) => one - other),
    positions: [...new Set([from, random.integer(from, size), size])],
    random,
  };
}

function expectNothingInsideIsGone(
  plan: PrintedPlan,
  sent: readonly FamilyRecord[],
  at: ReadonlyMap<string, number>,
  held: string | null,
): void {
  for (const record of sent) {
    const position = at.get(record.id);
    if (position === undefined) continue;
    if (!isWithin(plan.erased, position)) continue;
    expect(position).toBeLessThanOrEqual(plan.cut);
    expect(record.case).not.toBe(held ?? '');
    expect(record.recorded.slice(0, 7) < plan.firstMonth).toBe(true);
  }
}

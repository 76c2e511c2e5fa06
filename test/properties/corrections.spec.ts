import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { TrailRow } from '../../projections/form/trail.js';
import { acceptedLedgers, ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { MONTHS, cellsOf, monthsOf, rowsOf, withoutMistakes } from '../support/laws.js';
import { rounds } from '../support/soak.js';
import { RandomDays } from '../support/random-days.js';
import { randomLedger } from '../support/random-ledger.js';
import type { SentRecord } from '../support/known-case.js';
import { Random } from '../support/random.js';

const SEEDS = seeds(rounds(20, 40));
const COUNTY = '19';

function entriesOf(sent: readonly SentRecord[]): ReturnType<typeof ledgerOfSeed> {
  return acceptedLedgers(sent).get(COUNTY) ?? [];
}

/** What a ledger took of the records of a seed: as sent, as entries, and those that stand. */
interface Taken {
  readonly taken: readonly SentRecord[];
  readonly standing: readonly SentRecord[];
  readonly clean: ReturnType<typeof ledgerOfSeed>;
}

const TAKEN = new Map<number, Taken>();

function takenOf(seed: number): Taken {
  const known = TAKEN.get(seed) ?? takenAnew(seed);
  TAKEN.set(seed, known);
  return known;
}

function takenAnew(seed: number): Taken {
  const sent = randomLedger(seed, { recorded: false });
  const ids = new Set(entriesOf(sent).map(({ id }) => id));
  const taken = sent.filter((record, index) => {
    const first = sent.findIndex(({ id }) => id === record.id);
    return ids.has(record.id) && first === index;
  });
  const standing = taken.filter(
    ({ id, type }) => type !== 'RecordVoided' && !taken.some(({ corrects }) => corrects === id),
  );
  return { taken, standing, clean: entriesOf(taken) };
}

/** Types whose second record by another id a ledger takes, and that no check of another asks for. */
function isRepeatable({ type }: SentRecord): boolean {
  return !/^(Case(Opened|Reopened|Closed|Transferred)|SupportOrderEst|Referral(Sent|Received)$|Collection|Distribution|CoverageStarted|RecordVoided)/.test(
    type,
  );
}

describe('a correction', () => {
  it.each(SEEDS)('leaves a ledger in which the mistake was never made: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const asOf = entries.length;
    const corrected = viewOfEntries(entries);
    const never = viewOfEntries(withoutMistakes(entries), entries);
    expect({ seed, cells: cellsOf(corrected, MONTHS, asOf) }).toEqual({
      seed,
      cells: cellsOf(never, MONTHS, asOf),
    });
    // The rows of the trails are the same ones, by records in the places of the first of their chains.
    const rootOf = new Map(entries.map(({ position, root }) => [position, root]));
    const byRoots = (row: TrailRow): object => {
      const positions = row.positions.map((position) => rootOf.get(position) ?? 0);
      return { ...row, positions: positions.toSorted((a, b) => a - b) };
    };
    const month = monthsOf(seed, 1)[0] ?? '2006-09';
    for (const line of LINE_NUMBERS.filter((_, index) => (index + seed) % 6 === 0)) {
      expect({ seed, month, line, rows: rowsOf(corrected, month, asOf, line, byRoots) }).toEqual({
        seed,
        month,
        line,
        rows: rowsOf(never, month, asOf, line),
      });
    }
  });

  it.each(SEEDS)('of a wrong day undoes it altogether, sent at last: seed %i', (seed) => {
    const { taken, standing, clean } = takenOf(seed);
    const random = new Random(seed);
    const days = new RandomDays(random, '2003-08', '2006-11');
    const right = random.pick(standing);
    const wrong = { ...right, effective: days.near(right.effective) };
    const mistaken = taken.map((record) => (record.id === right.id ? wrong : record));
    const correction = {
      ...right,
      id: random.uuid(),
      corrects: right.id,
      reason: 'entered with a wrong day',
    };
    const corrected = entriesOf([...mistaken, correction]);
    expect({ seed, size: corrected.length }).toEqual({ seed, size: clean.length + 1 });
    expect({ seed, cells: cellsOf(viewOfEntries(corrected), MONTHS, corrected.length) }).toEqual({
      seed,
      cells: cellsOf(viewOfEntries(clean), MONTHS, clean.length),
    });
  });

  it.each(SEEDS)('that voids leaves nothing of the record: seed %i', (seed) => {
    const { taken, clean } = takenOf(seed);
    const random = new Random(seed);
    const repeated = random.pick(taken.filter(isRepeatable));
    const { type, county, case: caseId, child, effective, data } = repeated;
    const subject = caseId !== undefined ? { case: caseId } : child !== undefined ? { child } : {};
    const extra = { id: random.uuid(), type, county, ...subject, effective, data };
    const at = random.integer(taken.indexOf(repeated) + 1, taken.length);
    const voiding = {
      ...extra,
      ...{ id: random.uuid(), type: 'RecordVoided', data: {} },
      ...{ corrects: extra.id, reason: 'entered twice' },
    };
    const voided = entriesOf([...taken.slice(0, at), extra, ...taken.slice(at), voiding]);
    expect({ seed, type: extra.type, size: voided.length }).toEqual({
      seed,
      type: extra.type,
      size: clean.length + 2,
    });
    expect({ seed, cells: cellsOf(viewOfEntries(voided), MONTHS, voided.length) }).toEqual({
      seed,
      cells: cellsOf(viewOfEntries(clean), MONTHS, clean.length),
    });
  });

  it('would be noticed: the same mistakes left standing change cells', () => {
    const changed = SEEDS.filter((seed) => {
      const entries = ledgerOfSeed(seed);
      const uncorrected = entries.filter(({ corrects }) => corrects === 0);
      const [one, other] = [entries, uncorrected].map((each) =>
        cellsOf(viewOfEntries(each, entries), MONTHS, entries.length).join(),
      );
      return one !== other;
    });
    expect(changed.length).toBeGreaterThan(SEEDS.length / 2);
  });
});

describe('a duplicate', () => {
  it.each(SEEDS)('changes nothing, byte for byte: seed %i', (seed) => {
    const random = new Random(seed);
    const { taken, clean } = takenOf(seed);
    const again = (index: number): SentRecord[] => {
      const known = taken[random.integer(0, index)];
      return known === undefined ? [] : [{ ...known, data: reversedKeys(known.data) }];
    };
    const sent = taken.flatMap((record, index) =>
      random.chance(0.3) ? [record, ...again(index)] : [record],
    );
    const twice = entriesOf(sent);
    expect(sent.length).toBeGreaterThan(taken.length);
    expect({ seed, bodies: twice.map(({ body }) => body) }).toEqual({
      seed,
      bodies: clean.map(({ body }) => body),
    });
    expect(JSON.stringify(twice)).toBe(JSON.stringify(clean));
  });
});

/** The same JSON value with its keys in another order. */
function reversedKeys(data: SentRecord['data']): SentRecord['data'] {
  return Object.fromEntries(Object.entries(data).toReversed());
}

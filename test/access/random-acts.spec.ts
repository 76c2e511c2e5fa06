import { ACCESS_REFUSAL_CODES } from '../../events/acts/access-refusals.js';
import type { AccessAct } from '../../events/acts/access-act.js';
import { keptAct, readActLine } from '../../events/acts/read-access-act.js';
import { parseDay } from '../../events/values/day.js';
import { parseInstant } from '../../events/values/instant.js';
import { NO_ACTS } from '../../projections/access/access-state.js';
import { accessStateOf, decideInOrder } from '../../projections/access/decide.js';
import { shownAccounts } from '../../projections/access/shown-account.js';
import { shownApplications } from '../../projections/process/shown-application.js';
import { present } from '../store/present.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { outcomeOf } from './acts-of-lines.js';
import { losAngelesDay, plusDays } from './oracle/calendar.js';
import { decide } from './oracle/decide.js';
import { FIELDS } from './oracle/forms.js';
import { show } from './oracle/show.js';
import type { Act } from './oracle/world.js';
import { RandomActs } from './random-acts.js';

const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
/** A soak goes in pieces as well: `PLUMBLINE_SEED=1001 PLUMBLINE_SEQUENCES=1000`. */
const ROUNDS = Number(process.env['PLUMBLINE_SEQUENCES'] ?? rounds(40, 10_000));
const CLOCK = '2026-11-29T08:00:00Z';
const LINES = 120;

/** No line of them is no JSON object; what else is rare is met when the rounds are many. */
const RARE: readonly string[] =
  ROUNDS >= 10_000
    ? ['MALFORMED']
    : [
        'MALFORMED',
        'ApiKeyWithdrawn',
        'ApplicationWithdrawn',
        'ACCOUNTS_IN_USE',
        'LAST_MANAGER',
        'NOT_MORE',
      ];

const TIMEOUT_MS = rounds(300_000, 7_200_000);

/** Days to look at beside those of some acts and the days after them. */
const OTHER_DAYS = 6;

interface Sequence {
  readonly lines: readonly string[];
  readonly outcomes: readonly Readonly<Record<string, unknown>>[];
  readonly acts: readonly Act[];
}

/** Makes a sequence of acts, each from what the second evaluator says of those before it. */
function sequenceOf(random: Random): Sequence {
  const made = new RandomActs(random);
  const lines: string[] = [];
  const outcomes: Readonly<Record<string, unknown>>[] = [];
  let acts: readonly Act[] = [];
  for (let index = 0; index < LINES; index += 1) {
    const line = made.next(acts);
    const decided = decide(acts, line, CLOCK);
    lines.push(line);
    outcomes.push({ line: index + 1, ...decided.outcome });
    ({ acts } = decided);
  }
  return { lines, outcomes, acts };
}

function shown(acts: readonly AccessAct[], on: string): unknown {
  const day = present(parseDay(on));
  const state = accessStateOf(acts.filter((act) => act.on <= day));
  return { accounts: shownAccounts(state, day), applications: shownApplications(state, day) };
}

/** Some days of the acts, the days after them, and days before the last act and years after it. */
function daysOf(acts: readonly Act[], random: Random): readonly string[] {
  const days = random.some(acts, 0.1).map(({ at }) => losAngelesDay(at));
  const last = losAngelesDay(acts.at(-1)?.at ?? CLOCK);
  const others = Array.from({ length: OTHER_DAYS }, () =>
    plusDays(last, random.integer(-900, 900)),
  );
  return [...days, ...days.map((day) => plusDays(day, 1)), ...others];
}

describe(`random acts of access and of the process, from seed ${String(FIRST_SEED)}`, () => {
  /** How often each act was accepted, and each refusal given. */
  const seen = new Set<string>();

  it(
    'come to the same outcomes and shows by two evaluators',
    () => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed += 1) {
        const random = new Random(seed);
        const { lines, outcomes, acts } = sequenceOf(random);
        for (const { act, error } of outcomes) seen.add(String(error ?? act));
        const read = lines.map((line) => readActLine(line));
        const { decisions } = decideInOrder(NO_ACTS, read, present(parseInstant(CLOCK)));
        const found = decisions.map((decision, index) => outcomeOf(index + 1, decision));
        expect({ seed, outcomes: found }).toEqual({ seed, outcomes });
        const kept = decisions.flatMap((each) =>
          each.kind === 'done' ? [keptAct(each.body)] : [],
        );
        for (const on of daysOf(acts, random)) {
          expect({ seed, on, shown: shown(kept, on) }).toEqual({ seed, on, shown: show(acts, on) });
        }
      }
    },
    TIMEOUT_MS,
  );

  it('have met every act and every refusal but those that are rare', () => {
    const asked = [...Object.keys(FIELDS), ...ACCESS_REFUSAL_CODES];
    expect(asked.filter((each) => !seen.has(each) && !RARE.includes(each))).toEqual([]);
  });
});

import { ASSISTANCE } from './happenings/assistance.js';
import { BALANCES } from './happenings/balances.js';
import { CHILDREN } from './happenings/children.js';
import type { Happening } from './happenings/happening.js';
import { INTERSTATE } from './happenings/interstate.js';
import { LIFE_OF_CASE } from './happenings/life-of-case.js';
import { MEDICAL } from './happenings/medical.js';
import { ORDERS } from './happenings/orders.js';
import { SERVICES } from './happenings/services.js';
import type { Visit } from './visit.js';

const HAPPENINGS: readonly Happening[] = [
  ...ASSISTANCE,
  ...BALANCES,
  ...CHILDREN,
  ...INTERSTATE,
  ...LIFE_OF_CASE,
  ...MEDICAL,
  ...ORDERS,
  ...SERVICES,
];

const DAYS_PER_YEAR = 365.25;
const PER_YEAR = HAPPENINGS.reduce((sum, { perYear }) => sum + perYear, 0);
/** Days between two draws, on average: then each happening comes as often as it says, where it can happen. */
const MEAN_GAP_DAYS = DAYS_PER_YEAR / PER_YEAR;

/** Draws one happening; where it cannot happen to this case, nothing does. */
export function live(visit: Visit): void {
  const { state, random } = visit;
  const happening = drawn(random.fraction() * PER_YEAR);
  drawLifeDay(visit);
  if (happening?.canHappen(state) !== true) return;
  visit.effective = visit.today;
  visit.maybeLate(state.quietUntil);
  state.quietUntil = visit.effective;
  happening.happen(visit);
  visit.effective = visit.today;
}

function drawn(lot: number): Happening | undefined {
  let rest = lot;
  for (const happening of HAPPENINGS) {
    rest -= happening.perYear;
    if (rest < 0) return happening;
  }
  return HAPPENINGS.at(-1);
}

/** Sets the day of the next draw. */
export function drawLifeDay({ state, random, today }: Visit): void {
  state.lifeDay = today + 1 + Math.floor(2 * (MEAN_GAP_DAYS - 0.5) * random.fraction());
}

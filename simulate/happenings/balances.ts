import { formatCents } from '../../events/values/money.js';
import { addMonths, formatMonth } from '../../events/values/month.js';
import { addArrears, receive } from '../money.js';
import type { Visit } from '../visit.js';
import { isFederal, NO_ORDER, owedTo } from '../words.js';
import { happening } from './happening.js';
import type { Happening } from './happening.js';

const DOLLAR = 100;
const BIG_BALANCE = 500 * DOLLAR;
const LUMP_SOURCES = ['lien', 'other-state', 'unemployment', 'other'] as const;

function compromise(visit: Visit): void {
  const { state, random } = visit;
  const cents = Math.floor(state.arrearsState * (0.1 + 0.8 * random.fraction()));
  addArrears(state, true, -cents);
  visit.record('ArrearsCompromised', { amount: formatCents(cents), owedTo: 'state' });
}

/** An audit of the account: some month's arrears, usually an earlier one's, were wrong. */
function adjust(visit: Visit): void {
  const { state, random } = visit;
  const isToState = isFederal(state.program);
  const cents = random.between(10, 400) * DOLLAR * (random.chance(0.55) ? -1 : 1);
  const monthsBack = random.chance(0.15) ? 0 : random.between(1, 24);
  addArrears(state, isToState, cents);
  visit.record('ArrearsAdjusted', {
    amount: formatCents(cents),
    owedTo: owedTo(isToState),
    forPeriod: formatMonth(addMonths(visit.effectiveMonth, -monthsBack)),
  });
}

function receiveLump(visit: Visit): void {
  const { state, random } = visit;
  const share = random.chance(0.1) ? 1 : 0.05 + 0.3 * random.fraction();
  receive(
    visit,
    random.pick(LUMP_SOURCES),
    Math.floor((state.arrearsState + state.arrearsFamily) * share),
  );
}

function payVoluntarily(visit: Visit): void {
  receive(visit, 'direct', visit.random.between(2, 30) * 10 * DOLLAR, true);
}

/** Changes of balances outside the month's course. */
export const BALANCES: readonly Happening[] = [
  happening(0.02, (state) => state.arrearsState > BIG_BALANCE, compromise),
  happening(0.06, (state) => state.orderState !== NO_ORDER, adjust),
  happening(0.03, (state) => state.arrearsState + state.arrearsFamily > BIG_BALANCE, receiveLump),
  happening(0.08, (state) => state.orderState === NO_ORDER, payVoluntarily),
];

import type { Line } from './naive-acceptance.js';

/** The figures of one month that a caseload's shape shows in. */
export interface Shape {
  readonly month: string;
  readonly open: number;
  /** Shares of the open cases. */
  readonly current: number;
  readonly former: number;
  readonly never: number;
  readonly withOrders: number;
  /** Line 25 / Line 24 and Line 29 / Line 28, federal fiscal year to date. */
  readonly currentSupport: number;
  readonly arrearsCases: number;
}

/** A line that stands, and the place of the first record of its correction chain. */
export interface Standing {
  readonly line: Line;
  readonly place: number;
}

interface Allocation {
  readonly bucket: string;
  readonly amount: string;
  readonly to: 'family' | 'state';
}

const FEDERAL = ['calworks', 'kingap', 'foster-care-iv-e'];
const PAST_DUE = ['arrears', 'interest'];

/** What a month saw of one case. */
interface CaseFigures {
  isOpen: boolean;
  isCounted: boolean;
  status: 'current' | 'former' | 'never';
  hasOrder: boolean;
  due: number;
  paid: number;
  owes: boolean;
  paysArrears: boolean;
}

/** The shapes of the months, a federal fiscal year's in order, computed case by case from the standing lines. */
export function shapesOf(
  standing: readonly Standing[],
  months: readonly string[],
): readonly Shape[] {
  const byCase = new Map<string, Standing[]>();
  for (const each of standing) {
    if (each.line.case === undefined) continue;
    const known = byCase.get(each.line.case) ?? [];
    byCase.set(each.line.case, known);
    known.push(each);
  }
  const figures = [...byCase.values()].map((records) =>
    figuresOf(inBusinessOrder(records), months),
  );
  return months.map((month, index) =>
    shapeOf(
      month,
      figures.map((each) => each[index]),
    ),
  );
}

function inBusinessOrder(records: Standing[]): readonly Line[] {
  const key = ({ line, place }: Standing): string =>
    `${line.effective} ${String(place).padStart(12, '0')}`;
  return records.sort((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ line }) => line);
}

function shapeOf(month: string, cases: readonly (CaseFigures | undefined)[]): Shape {
  const all = cases.filter((each) => each !== undefined);
  const open = all.filter(({ isOpen, isCounted }) => isOpen && isCounted);
  const share = (part: readonly unknown[]): number => part.length / open.length;
  const sum = (values: readonly number[]): number =>
    values.reduce((total, value) => total + value, 0);
  const owing = all.filter(({ isCounted, owes }) => isCounted && owes);
  return {
    month,
    open: open.length,
    current: share(open.filter(({ status }) => status === 'current')),
    former: share(open.filter(({ status }) => status === 'former')),
    never: share(open.filter(({ status }) => status === 'never')),
    withOrders: share(open.filter(({ hasOrder }) => hasOrder)),
    currentSupport: sum(all.map(({ paid }) => paid)) / sum(all.map(({ due }) => due)),
    arrearsCases: owing.filter(({ paysArrears }) => paysArrears).length / owing.length,
  };
}

/** The figures of one case at each month's end. */
function figuresOf(records: readonly Line[], months: readonly string[]): readonly CaseFigures[] {
  const yearStart = `${months[0] ?? ''}-01`;
  const balance = { family: 0, state: 0 };
  const figures: CaseFigures = {
    isOpen: false,
    isCounted: true,
    status: 'never',
    hasOrder: false,
    due: 0,
    paid: 0,
    owes: false,
    paysArrears: false,
  };
  const reversed = new Map(
    records
      .filter(({ type }) => type === 'DistributionReversed')
      .map(({ data, effective }) => [String(data['distribution']), effective.slice(0, 7)]),
  );
  const distributions = new Map<string, readonly Allocation[]>();
  const state = {
    balance,
    reversed,
    distributions,
    orders: new Set<string>(),
    yearStart,
    credit: 0,
  };
  let at = 0;
  return months.map((month) => {
    for (
      let line = records[at];
      line !== undefined && line.effective.slice(0, 7) <= month;
      line = records[at]
    ) {
      takeLife(figures, state.orders, line);
      takeMoney(figures, state, line);
      at += 1;
    }
    figures.hasOrder = state.orders.size > 0;
    figures.owes ||= Math.max(balance.family, 0) + Math.max(balance.state, 0) > 0;
    return { ...figures };
  });
}

function takeLife(figures: CaseFigures, orders: Set<string>, { type, data }: Line): void {
  const order = String(data['order']);
  if (type === 'CaseOpened' || type === 'CaseTransferredIn' || type === 'CaseReopened')
    figures.isOpen = true;
  if (type === 'CaseClosed' || type === 'CaseTransferredOut') figures.isOpen = false;
  if (type === 'CaseTransferredOut') figures.isCounted = false;
  if (type === 'CaseTransferredIn') figures.isCounted = true;
  if (type === 'JurisdictionDetermined') figures.isCounted = data['jurisdiction'] === true;
  if (
    type === 'SupportOrderEstablished' &&
    data['enforceable'] !== false &&
    data['generalObligation'] !== true
  )
    orders.add(order);
  if (type === 'SupportOrderSetAside') orders.delete(order);
  if (typeof data['program'] === 'string') {
    const wasAided = figures.status !== 'never' || data['formerAssistance'] === true;
    figures.status = FEDERAL.includes(data['program']) ? 'current' : wasAided ? 'former' : 'never';
  }
}

interface MoneyState {
  readonly balance: { family: number; state: number };
  readonly reversed: ReadonlyMap<string, string>;
  readonly distributions: Map<string, readonly Allocation[]>;
  readonly yearStart: string;
  credit: number;
}

function takeMoney(figures: CaseFigures, state: MoneyState, { type, data, effective }: Line): void {
  const isThisYear = effective >= state.yearStart;
  const to = data['owedTo'] === 'state' ? 'state' : 'family';
  const signed = typeof data['amount'] === 'string' ? Math.round(Number(data['amount']) * 100) : 0;
  const distribution = String(data['distribution']);
  switch (type) {
    case 'CurrentSupportCharged': {
      const used = Math.min(state.credit, signed);
      state.credit -= used;
      state.balance[to] += signed - used;
      if (isThisYear) figures.due += signed - used;
      break;
    }
    case 'ArrearsBroughtForward':
    case 'ArrearsJudgmentEntered':
    case 'InterestAccrued':
    case 'ArrearsAdjusted':
      state.balance[to] += signed;
      break;
    case 'ArrearsCompromised':
      state.balance[to] -= signed;
      break;
    case 'CollectionDistributed': {
      const reversal = state.reversed.get(distribution);
      if (reversal !== undefined && reversal <= effective.slice(0, 7)) break;
      const allocations = data['allocations'] as readonly Allocation[];
      state.distributions.set(distribution, allocations);
      distributed(figures, state, allocations, isThisYear);
      break;
    }
    case 'DistributionReversed':
      for (const each of state.distributions.get(distribution) ?? []) {
        if (each.bucket !== 'future')
          state.balance[each.to] += Math.round(Number(each.amount) * 100);
      }
      break;
    default:
      break;
  }
}

function distributed(
  figures: CaseFigures,
  state: MoneyState,
  allocations: readonly Allocation[],
  isThisYear: boolean,
): void {
  const owesBoth = state.balance.family > 0 && state.balance.state > 0;
  for (const { bucket, amount, to } of allocations) {
    const cents = Math.round(Number(amount) * 100);
    if (bucket === 'future') state.credit += cents;
    else state.balance[to] -= cents;
    if (!isThisYear) continue;
    if (bucket === 'future') figures.due += cents;
    if (['current', 'medical', 'future'].includes(bucket)) figures.paid += cents;
    if (PAST_DUE.includes(bucket) && (to === 'family' || !owesBoth)) figures.paysArrears = true;
  }
}

import type { Visit } from '../visit.js';
import { happening } from './happening.js';
import type { Happening } from './happening.js';

const STATES = ['NV', 'AZ', 'OR', 'TX', 'WA', 'FL', 'NY', 'CO'] as const;
const TRIBES = ['T-01', 'T-02', 'T-03'] as const;
const COUNTRIES = ['CAN', 'DEU', 'NOR', 'AUS'] as const;
const KIND_WEIGHTS = [92, 3, 5] as const;

interface Partner {
  readonly kind: 'state' | 'tribe' | 'country';
  readonly jurisdiction: string;
}

function somePartner({ random }: Visit): Partner {
  const kind = random.weighted(KIND_WEIGHTS);
  if (kind === 0) return { kind: 'state', jurisdiction: random.pick(STATES) };
  if (kind === 1) return { kind: 'tribe', jurisdiction: random.pick(TRIBES) };
  return { kind: 'country', jurisdiction: random.pick(COUNTRIES) };
}

/** Another jurisdiction is asked to enforce. */
export function sendReferral(visit: Visit): void {
  const { state } = visit;
  state.sent += 1;
  state.isSentInForce = true;
  visit.record('ReferralSent', { referral: sentId(state.sent), ...somePartner(visit) });
}

/** Another jurisdiction asks this county to enforce. */
export function receiveReferral(visit: Visit): void {
  const { state } = visit;
  state.received += 1;
  state.isReceivedInForce = true;
  visit.record('ReferralReceived', { referral: receivedId(state.received), ...somePartner(visit) });
}

function endSent(visit: Visit): void {
  visit.state.isSentInForce = false;
  visit.record('ReferralSentEnded', { referral: sentId(visit.state.sent) });
}

function endReceived(visit: Visit): void {
  visit.state.isReceivedInForce = false;
  visit.record('ReferralReceivedEnded', { referral: receivedId(visit.state.received) });
}

function sentId(number: number): string {
  return `S-${String(number)}`;
}

function receivedId(number: number): string {
  return `R-${String(number)}`;
}

/** Cases shared with other states, tribes and countries. */
export const INTERSTATE: readonly Happening[] = [
  happening(0.025, (state) => !state.isSentInForce && !state.isReceivedInForce, sendReferral),
  happening(0.018, (state) => !state.isSentInForce && !state.isReceivedInForce, receiveReferral),
  happening(0.3, (state) => state.isSentInForce, endSent),
  happening(0.3, (state) => state.isReceivedInForce, endReceived),
];

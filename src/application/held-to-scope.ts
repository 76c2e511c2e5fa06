import { isCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { countiesReached } from '../../projections/access/rights.js';
import type { ActLog, ActsOf } from '../ports/act-log.js';
import type { Action } from './actions.js';
import { rightsActorOf } from './actor.js';
import type { Actor } from './actor.js';
import type { Address } from './entry.js';
import type { House } from './house.js';

/** What is fetched for whom: the gate's question once more, where the data is. */
export interface FetchedFor {
  readonly actor: Actor;
  readonly action: Action;
  readonly address: Address;
  readonly state: AccessState;
  readonly now: Instant;
}

/**
 * The house as whoever asks may see it: of counties out of his scope it has nothing, and what adds to them throws. So a
 * list shows what is in scope, and a use case that the gate let pass by mistake shows nothing.
 */
export function heldToScope(house: House, asked: FetchedFor): House {
  const reached = countiesFetched(asked);
  if (reached === 'all') return house;
  const counties = new Set<County>(reached);
  const isIn = (of: ActsOf): boolean => !isCounty(of) || counties.has(of);
  const refuse = (of: ActsOf): void => {
    if (!isIn(of)) throw new OutOfScope();
  };
  return {
    ...house,
    ledgers: {
      counties: () => house.ledgers.counties().filter(isIn),
      ledger: (county) => (isIn(county) ? house.ledgers.ledger(county) : null),
    },
    writer: {
      ...house.writer,
      acceptedRecords: async (county) => {
        refuse(county);
        return house.writer.acceptedRecords(county);
      },
    },
    submissions: heldActs(house.submissions, isIn, refuse),
    retention: heldActs(house.retention, isIn, refuse),
    intake: {
      ...heldActs(house.intake, isIn, refuse),
      readAfter: async (of, number) => (isIn(of) ? house.intake.readAfter(of, number) : []),
    },
    samples: heldActs(house.samples, isIn, refuse),
  };
}

/** A use case was about to reach a county that its request does not address, or its actor may not: a fault of ours. */
export class OutOfScope extends Error {
  override readonly name = 'OutOfScope';

  constructor() {
    super('Something was asked of a county that whoever asks may not see.');
  }
}

function countiesFetched({
  actor,
  action,
  address,
  state,
  now,
}: FetchedFor): 'all' | readonly County[] {
  const reached = countiesReached(state, rightsActorOf(actor), action, now);
  switch (address.kind) {
    case 'county':
      return reached === 'all' || reached.includes(address.county) ? [address.county] : [];
    case 'figuresOfAll':
      return 'all';
    case 'nothing':
    case 'application':
    case 'allCounties':
    case 'countiesInScope':
      return reached;
  }
}

function heldActs(
  log: ActLog,
  isIn: (of: ActsOf) => boolean,
  refuse: (of: ActsOf) => void,
): ActLog {
  return {
    read: async (of) => (isIn(of) ? log.read(of) : []),
    counties: async () => (await log.counties()).filter(isIn),
    append: async (of, ...what) => {
      refuse(of);
      return log.append(of, ...what);
    },
    appendAll: async (of, ...what) => {
      refuse(of);
      return log.appendAll(of, ...what);
    },
  };
}

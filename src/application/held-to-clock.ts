import { isCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { ActLog, ActsOf } from '../ports/act-log.js';
import type { AppendOutcome } from '../ports/event-log.js';
import { refuseClockBehind } from '../seals/clock-behind.js';
import type { House } from './house.js';

/**
 * The house, in which nothing is added to a county while the clock is far behind what was recorded of it last; as it
 * is where the operator says that the clock is right.
 */
export function heldToClock(house: House, clock: () => Instant): House {
  if (house.isClockAccepted) return house;
  const refuse = (county: County): void => {
    refuseClockBehind(county, house.ledgers.ledger(county), clock());
  };
  return {
    ...house,
    writer: {
      ...house.writer,
      acceptedRecords: (county) => {
        refuse(county);
        return house.writer.acceptedRecords(county);
      },
    },
    submissions: heldActs(house.submissions, refuse),
    retention: heldActs(house.retention, refuse),
  };
}

function heldActs(log: ActLog, refuse: (county: County) => void): ActLog {
  const held = async (
    of: ActsOf,
    expectedSize: number,
    bodies: readonly string[],
  ): Promise<AppendOutcome> => {
    if (isCounty(of)) refuse(of);
    return log.appendAll(of, expectedSize, bodies);
  };
  return {
    read: (of) => log.read(of),
    counties: () => log.counties(),
    append: (of, expectedSize, body) => held(of, expectedSize, [body]),
    appendAll: held,
  };
}

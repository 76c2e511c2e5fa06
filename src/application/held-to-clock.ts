import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { ActLog } from '../ports/act-log.js';
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
    desk: {
      ...house.desk,
      acceptedRecords: (county) => {
        refuse(county);
        return house.desk.acceptedRecords(county);
      },
    },
    submissions: heldActs(house.submissions, refuse),
    retention: heldActs(house.retention, refuse),
  };
}

function heldActs(log: ActLog, refuse: (county: County) => void): ActLog {
  return {
    read: (county) => log.read(county),
    counties: () => log.counties(),
    append: async (county, expectedSize, body) => {
      refuse(county);
      return log.append(county, expectedSize, body);
    },
  };
}

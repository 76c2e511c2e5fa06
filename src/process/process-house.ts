import { keptAct } from '../../events/acts/read-access-act.js';
import type { AccessAct } from '../../events/acts/access-act.js';
import { withoutSalts } from '../../events/acts/remarks.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { actsByApplication } from '../../projections/process/acts-of-applications.js';
import type { ActsByApplication } from '../../projections/process/acts-of-applications.js';
import type { ActJson } from '../../projections/process/acts-shown.js';
import { ACCESS } from '../ports/act-log.js';
import type { ActLog } from '../ports/act-log.js';
import type { LetterShelf } from '../ports/letter-shelf.js';
import type { OperatorSettings } from './operator-settings.js';

/** What the questions about the process need of the house. */
export interface ProcessHouse {
  readonly access: ActLog;
  readonly letters: LetterShelf;
  readonly operatorSettings: () => OperatorSettings;
}

/** The acts up to a day's end, gone through. */
export interface ProcessOn {
  readonly on: Day;
  readonly state: AccessState;
  readonly acts: readonly AccessAct[];
  /** The same as they were given. */
  readonly jsons: readonly ActJson[];
  readonly byApplication: ActsByApplication;
}

/**
 * Reads the acts of the process as they stand at the end of a day.
 *
 * @param on - null: the day that it is now in California
 */
export async function processOn(
  { access }: Pick<ProcessHouse, 'access'>,
  on: Day | null,
  clock: () => Instant,
): Promise<ProcessOn> {
  const day = on ?? civilDayOf(clock());
  const bodies = (await access.read(ACCESS)).map(({ body }) => body);
  const all = bodies.map(keptAct);
  const acts = all.filter((act) => act.on <= day);
  const byApplication = actsByApplication(acts);
  const jsons = bodies.slice(0, acts.length).map(actJson);
  return { on: day, state: byApplication.state, acts, jsons, byApplication };
}

function actJson(body: string): ActJson {
  return withoutSalts(JSON.parse(body) as ActJson); // as kept
}

import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import type { RightsActor } from '../../projections/access/rights.js';
import { allocationOn } from '../../projections/process/allocation-shown.js';
import type { ShownAllocation } from '../../projections/process/allocation-shown.js';
import type { LetterOfAct } from '../../projections/process/letters/letters-of-acts.js';
import { readsAs, rolesToward } from '../../projections/process/readers.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { letterFile } from './applications.js';
import type { LetterFile } from './applications.js';
import { allLetters, keptLetters } from './letters/kept-letters.js';
import type { ListedLetter } from './letters/kept-letters.js';
import { processOn } from './process-house.js';
import type { ProcessHouse } from './process-house.js';

/** The allocation guide as of a day, with the letters about its changes that somebody may read. */
export interface GuideAnswer {
  readonly on: string;
  readonly rows: readonly ShownAllocation[];
  readonly letters: readonly (ListedLetter & { readonly row: number })[];
}

/** The guide on a day: whole to whoever reads applications; applications are named where he may read them. */
export async function guideOn(
  house: ProcessHouse,
  { on }: { readonly on: Day | null },
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<GuideAnswer>> {
  const { state, acts, on: day } = await processOn(house, on, clock);
  const mayRead = (id: string): boolean => {
    const application = state.applications.get(id);
    return application !== undefined && readsAs(state, actor, application, day) !== null;
  };
  const rows = allocationOn(state, day).map((row) => ({
    ...row,
    applications: row.applications.filter(mayRead),
  }));
  const letters = readableOfGuide(allLetters(acts), state, actor, day);
  const { letters: shelf, operatorSettings } = house;
  const listed = await keptLetters(shelf, letters, () => operatorSettings().office);
  return done({
    on: formatDay(day),
    rows,
    letters: listed.map((each, place) => ({ ...each, row: letters[place]?.row ?? 0 })),
  });
}

/** A letter about a row of the guide by its SHA-256. */
export async function letterOfGuide(
  house: ProcessHouse,
  { sha256 }: { readonly sha256: string },
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<LetterFile>> {
  const { state, acts, on } = await processOn(house, null, clock);
  const letters = readableOfGuide(allLetters(acts), state, actor, on);
  return letterFile(house, letters, sha256, 'The guide has no such letter.');
}

/** Letters about rows of the guide: to DCSS, auditors, and the directors of the row's counties. */
function readableOfGuide(
  letters: readonly LetterOfAct[],
  state: AccessState,
  actor: RightsActor,
  on: Day,
): readonly LetterOfAct[] {
  const rows = allocationOn(state, on);
  return letters.filter(({ row, readers }) => {
    const counties = rows.find((each) => each.row === row)?.counties ?? [];
    return counties.some((county) => {
      // No application has that number: grants of counties and of the state reach it, and no organisation's.
      const nowhere = { application: '', county };
      if (actor === 'operator') return true;
      const roles = rolesToward(state, actor, nowhere, on);
      return roles.some((role) => isOfState(role) || readers.some((reader) => reader === role));
    });
  });
}

function isOfState(role: string): boolean {
  return role.startsWith('dcss-') || role === 'auditor' || role === 'account-manager';
}

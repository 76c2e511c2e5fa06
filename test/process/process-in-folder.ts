import { keptAct } from '../../events/acts/read-access-act.js';
import { instantOfMs } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { accessStateOf } from '../../projections/access/decide.js';
import type { AccessState } from '../../projections/access/access-state.js';
import type { RightsActor } from '../../projections/access/rights.js';
import type { ProcessHouse } from '../../src/process/process-house.js';
import type { OperatorSettings } from '../../src/process/operator-settings.js';
import { OPERATOR_SETTINGS } from '../../src/process/operator-settings.js';
import { ACCESS } from '../../src/ports/act-log.js';
import { ACCESS_STREAM } from '../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { makeDataFolder } from '../../src/stores/sqlite/data-folder.js';
import { LetterFolder } from '../../src/stores/sqlite/letter-folder.js';
import { SETTINGS, bodiesToRenewal } from './letters/written-letters.js';

/** When it is in the tests that ask: after all of the acts. */
export const CLOCK = (): Instant => instantOfMs(Date.parse('2010-12-01T20:00:00Z'));

export const PEOPLE_OF_PROCESS = {
  owner: [{ role: 'dcss-process-owner' }],
  contact: [{ role: 'requestor-contact', application: 'T-1' }],
  administrator: [{ role: 'lcsa-administrator', county: '19' }],
  stranger: [{ role: 'lcsa-director', county: '30' }],
  auditor: [{ role: 'auditor', county: '19' }],
} as const;

/** One of the people, or the director of county 19, who is `A-1`. */
export type Person = keyof typeof PEOPLE_OF_PROCESS | 'director';

/** An application to its renewal in a data folder, with people who read it. */
export interface ProcessInFolder {
  readonly house: ProcessHouse;
  readonly state: AccessState;
  readonly actor: (person: Person) => RightsActor;
}

/** Keeps the acts of a whole application, then people, in a new data folder. */
export async function processInFolder(folder: string): Promise<ProcessInFolder> {
  const settings: OperatorSettings = { ...OPERATOR_SETTINGS, office: SETTINGS };
  makeDataFolder(folder);
  const access = new ActFolder(folder, ACCESS_STREAM);
  const people = Object.entries(PEOPLE_OF_PROCESS);
  const invited = people.flatMap(([name, grants], index) => {
    const at = '2010-11-01T20:00:00Z';
    const person = { email: `${name}@example.org`, name: { first: name, last: 'X' }, grants };
    return [
      canonicalJson({ act: 'AccountInvited', at, by: 'operator', ...person }),
      canonicalJson({ act: 'AccountActivated', at, by: `A-${index + 2}` }),
    ];
  });
  const bodies = [...bodiesToRenewal(), ...invited];
  await access.appendAll(ACCESS, 0, bodies);
  return {
    house: { access, letters: new LetterFolder(folder), operatorSettings: () => settings },
    state: accessStateOf(bodies.map(keptAct)),
    actor: (person) => {
      const place = people.findIndex(([name]) => name === person);
      return { account: `A-${place + 2}`, key: null };
    },
  };
}

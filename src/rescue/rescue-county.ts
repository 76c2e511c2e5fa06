import type { County } from '../../events/values/county.js';
import { isSamePerson } from '../../events/values/person.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessRescuer } from '../ports/access-rescue.js';
import type { LedgerRescuer, RescueLook } from '../ports/ledger-rescue.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import type { Safekeeping } from '../ports/safekeeping.js';
import { proveOwnStream } from '../seals/proving/own-proof.js';
import type { OwnStreamsToProve } from '../seals/proving/own-proof.js';

/** What a rescue works on. */
export interface RescueParts {
  /** The data folder. */
  readonly folder: string;
  readonly rescuer?: LedgerRescuer | undefined;
  readonly safekeeping: () => Promise<Safekeeping>;
  readonly accessRescuer?: AccessRescuer | undefined;
  /** What this machine has copied of streams with notes of their own, as it lies in the folder. */
  readonly copiesToProve: () => Promise<OwnStreamsToProve>;
}

/** What is asked of a rescue besides the county. */
export interface Rescuing {
  readonly county: County;
  /** The root that the look before it has shown, 64 hexadecimal digits. */
  readonly root: string;
  readonly by: string;
  readonly second: string;
  readonly onEntries: (count: number, total: number) => void;
}

/** What was rescued, as it was read back from the server. */
export interface Rescued {
  readonly county: County;
  readonly size: number;
  readonly root: string;
}

/** What is here and what is on the server of a county that the server may have lost. Changes nothing. */
export async function lookAtRescue(
  { rescuer }: RescueParts,
  county: County,
): Promise<Outcome<RescueLook>> {
  return rescuer === undefined ? NO_SERVER : done(await rescuer.look(county));
}

/**
 * Makes the streams of a county anew on a server that has lost them, of the replica on this machine: proved before,
 * read back after. Whatever stops it, the same call goes on.
 */
export async function rescueCounty(
  parts: RescueParts,
  { county, root, by, second, onEntries }: Rescuing,
  clock: () => Instant,
): Promise<Outcome<Rescued>> {
  const { rescuer, folder } = parts;
  if (rescuer === undefined) return NO_SERVER;
  if (isSamePerson(by, second)) {
    return refusedByRule(
      'SAME_PERSON',
      `A rescue needs two people, and ${second} is the one who does it: name another with --second.`,
    );
  }
  const { here, there } = await rescuer.look(county);
  if (here.size === 0) {
    return misaddressed(
      `This machine has no record of county ${county}: nothing can be made of it.`,
    );
  }
  if (here.root !== root) {
    return misaddressed(
      `County ${county} has root ${here.root} on this machine, and --root names another: look again with plumbline rescue --county ${county}.`,
    );
  }
  if (there.kind === 'notEmpty')
    return refusedByRule('NOT_EMPTY', notEmptyText(county, there.finding));
  if (there.kind === 'rescued' && there.root !== root) {
    return refusedByRule('NOT_EMPTY', notEmptyText(county, otherRescueText(there.size)));
  }
  const access = await parts.accessRescuer?.look();
  if (access?.there.kind === 'empty' && access.here.acts > 0) {
    return refusedByRule(
      'ACCESS_FIRST',
      'The server has lost the acts of access as well, and whoever opens it is stopped for that: make them anew first, with plumbline rescue --access.',
    );
  }
  const copies = await proveOwnStream(await parts.copiesToProve(), county);
  const [fault] = [
    ...(await parts.safekeeping()).check(folder, county, () => undefined),
    ...copies.faults,
  ];
  if (fault !== undefined) {
    return refusedByRule(
      'DAMAGED',
      `The replica of county ${county} is not sound (${fault.finding}), so nothing was made of it: use another machine's, or a backup.`,
    );
  }
  const found = await rescuer.rescue(county, { by, second, at: clock() }, onEntries);
  if (found.size === here.size && found.root === root) return done({ county, ...found });
  throw new Error(
    `County ${county} was rescued with ${String(here.size)} records and root ${root}, and read back with ${String(found.size)} and root ${found.root}: let nobody write to it, and report this.`,
  );
}

/** The answer where the folder is no replica of a server. */
export const NO_SERVER = misaddressed(
  'A rescue makes streams of a server anew: name it with PLUMBLINE_EVENTSTORE.',
);

function notEmptyText(county: County, finding: string): string {
  return `The server has something of county ${county}: ${finding} A rescue is for a server that has lost everything of a county, and changes nothing that is there.`;
}

function otherRescueText(size: number): string {
  return `it was rescued from another replica, with ${String(size)} records.`;
}

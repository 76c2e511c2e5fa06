import { isSamePerson } from '../../events/values/person.js';
import { ACCESS } from '../ports/act-log.js';
import type { AccessRescueLook, AccessRescuer } from '../ports/access-rescue.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { proveOwnStream } from '../seals/proving/own-proof.js';
import type { OwnStreamsToProve } from '../seals/proving/own-proof.js';
import { NO_SERVER } from './rescue-county.js';

/** What a rescue of access works on. */
export interface AccessRescueParts {
  readonly accessRescuer?: AccessRescuer | undefined;
  /** What this machine has copied of streams with notes of their own, as it lies in the folder. */
  readonly copiesToProve: () => Promise<OwnStreamsToProve>;
}

/** What is asked of it. */
export interface AccessRescuing {
  /** The root that the look before it has shown, 64 hexadecimal digits. */
  readonly root: string;
  readonly by: string;
  readonly second: string;
}

/** What was rescued, as it was read back from the server. */
export interface AccessRescued {
  readonly acts: number;
  readonly root: string;
}

/** What is here and what is on the server of the acts of access, which the server may have lost. Changes nothing. */
export async function lookAtAccessRescue({
  accessRescuer,
}: AccessRescueParts): Promise<Outcome<AccessRescueLook>> {
  return accessRescuer === undefined ? NO_SERVER : done(await accessRescuer.look());
}

/**
 * Makes the streams of access anew on a server that has lost them, of what this machine has copied: proved by its notes
 * before, compared after. Whatever stops it, the same call goes on.
 */
export async function rescueAccess(
  { accessRescuer, copiesToProve }: AccessRescueParts,
  { root, by, second }: AccessRescuing,
): Promise<Outcome<AccessRescued>> {
  if (accessRescuer === undefined) return NO_SERVER;
  if (isSamePerson(by, second)) {
    return refusedByRule(
      'SAME_PERSON',
      `A rescue needs two people, and ${second} is the one who does it: name another with --second.`,
    );
  }
  const { here, there } = await accessRescuer.look();
  if (here.acts === 0) {
    return misaddressed('This machine has no act of access: nothing can be made of it.');
  }
  if (here.root !== root) {
    return misaddressed(
      `The acts of access have root ${here.root} on this machine, and --root names another: look again with plumbline rescue --access.`,
    );
  }
  if (there.kind === 'notEmpty') {
    return refusedByRule(
      'NOT_EMPTY',
      `The server has something of access: ${there.finding} A rescue is for a server that has lost everything of it, and changes nothing that is there.`,
    );
  }
  const { faults } = await proveOwnStream(await copiesToProve(), ACCESS);
  const [fault] = faults;
  if (fault !== undefined) {
    return refusedByRule(
      'DAMAGED',
      `What this machine has copied of access is not what was signed (${fault.finding}), so nothing was made of it: use another machine's, or a backup.`,
    );
  }
  await accessRescuer.rescue();
  const after = await accessRescuer.look();
  if (after.there.kind === 'same') return done({ acts: here.acts, root });
  throw new Error(
    `The acts of access were rescued, and the server does not have what this machine has: let nobody write to it, and report this.`,
  );
}

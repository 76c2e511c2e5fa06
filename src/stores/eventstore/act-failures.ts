import { ofWhom } from '../../ports/act-log.js';
import type { ActsOf } from '../../ports/act-log.js';
import type { ActStreamKind } from './act-kinds.js';

/** A county's stream of submissions, or of holds and orders, is not as this program writes it, or was deleted or cut. */
export class SubmissionsDamaged extends Error {
  override readonly name = 'SubmissionsDamaged';

  constructor(county: ActsOf, { what }: ActStreamKind, stream: string, finding: string) {
    super(
      `The ${what}${ofWhom(county)} are damaged: ${finding} Find out who wrote to stream "${stream}", and restore it from a backup.`,
    );
  }
}

/**
 * Whether an act is in the stream could not be found out in time. It is not to be done again unseen:
 * unlike a record an act has no id by which the second would be known.
 */
export class ActOutcomeUnknown extends Error {
  override readonly name = 'ActOutcomeUnknown';

  constructor(county: ActsOf, { what, listedBy }: ActStreamKind, number: number, reason: string) {
    super(
      `Whether act ${String(number)} of the ${what}${ofWhom(county)} was written is not known: ${reason} Look at "${listedBy}" when the server answers, and do it again only where it is not there.`,
    );
  }
}

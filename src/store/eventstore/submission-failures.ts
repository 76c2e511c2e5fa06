import type { County } from '../../../events/values/county.js';

/** A county's stream of submissions is not as this program writes it, or was deleted or cut. */
export class SubmissionsDamaged extends Error {
  override readonly name = 'SubmissionsDamaged';

  constructor(county: County, stream: string, finding: string) {
    super(
      `The submissions of county ${county} are damaged: ${finding} Find out who wrote to stream "${stream}", and restore it from a backup.`,
    );
  }
}

/**
 * Whether an act is in the stream could not be found out in time. It is not to be done again unseen:
 * unlike a record an act has no id by which the second would be known.
 */
export class ActOutcomeUnknown extends Error {
  override readonly name = 'ActOutcomeUnknown';

  constructor(county: County, number: number, reason: string) {
    super(
      `Whether act ${String(number)} on the reports of county ${county} was written is not known: ${reason} Look at "plumbline versions" when the server answers, and do it again only where it is not there.`,
    );
  }
}

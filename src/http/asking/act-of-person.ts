import type { Actor } from '../../application/actor.js';
import { invalidRequest } from '../requests/request-pipe.js';

/** What an act of the operator says of who did it, where he says nothing. */
const OPERATOR_ACTS_AS = 'operator';

/**
 * What an act says of who did it. Without accounts it is what the sender says, as `--by` is on the command line; an account
 * is who has signed in, and nothing else.
 */
export function byOf(actor: Actor, said: string | undefined): string {
  if (actor.kind === 'operator') return said ?? OPERATOR_ACTS_AS;
  if (said !== undefined) {
    throw invalidRequest([
      { name: 'by', message: 'by is who has signed in, and nobody else: leave it out.' },
    ]);
  }
  return nameOf(actor);
}

function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'operator':
    case 'nobody':
      return actor.kind;
    case 'account':
    case 'key':
      return actor.account;
  }
}
